import { describe, expect, it } from 'vitest';
import { a, b, idOf, insert, insertAnother } from './support/samples.ts';
import { breaksCheck, onEachServer } from './support/schema.ts';
import { sql, update } from './support/statement.ts';

const bcrypt = /^\$2[abxy]\$\d\d\$.{53}$/;
/** Fifty-three characters, as the salt and the hash together have. */
const body = 'abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234';
const token = { user_type: 'token', auth_token: 'secret', token_expiration: '2030-01-01' };

onEachServer((db) => {
  describe('user', () => {
    it('user_token_condition', async () => {
      const refusal = breaksCheck('user_token_condition');
      await db.refuses(refusal, insert('user', { ...token, auth_token: null }));
      await db.refuses(refusal, insert('user', { ...token, token_expiration: null }));
      await db.refuses(refusal, update('user', { id: a.user }, { user_type: 'token' }));
      await db.accepts(insert('user', token));
      await db.accepts(insert('user', { user_type: 'user', auth_token: null, token_expiration: null }));
      await db.accepts(insert('user', { user_type: 'user', auth_token: 'secret' }));
    });

    it('user_username_condition', async () => {
      const refusal = breaksCheck('user_username_condition');
      await db.refuses(refusal, insert('user', { user_type: 'db', username: null }));
      await db.refuses(
        refusal,
        insert('user', { user_type: 'db' }),
        update('user', { id: idOf('user', 3) }, { username: null }),
      );
      await db.accepts(insert('user', { user_type: 'db' }));
      await db.accepts(insert('user', { user_type: 'user', username: null }));
      await db.accepts(insert('user', { ...token, username: null }));
    });
  });

  describe('user.auth_token', () => {
    const id = idOf('user', 3);

    const stored = async (of = id) =>
      (await db.row<{ token: string | null }>('select auth_token as token from "user" where id = $1', of))
        .token;

    const opens = async (word: string) =>
      (
        await db.row<{ opens: boolean }>(
          'select crypt($1, auth_token) = auth_token as opens from "user" where id = $2',
          word,
          id,
        )
      ).opens;

    it('is hashed when inserted', async () => {
      await db.run(insert('user', { auth_token: 'secret' }));
      expect(await stored()).toMatch(bcrypt);
      expect(await opens('secret')).toBe(true);
      expect(await opens('Secret')).toBe(false);
    });

    it('has a salt of its own', async () => {
      await db.run(insert('user', { auth_token: 'secret' }));
      await db.run(update('user', { id: a.user }, { auth_token: 'secret' }));
      expect(await stored(a.user)).toMatch(bcrypt);
      expect(await stored(a.user)).not.toBe(await stored());
    });

    it('is not hashed again by an unrelated update', async () => {
      await db.run(insert('user', { auth_token: 'secret' }));
      const before = await stored();
      await db.run(update('user', { id }, { given_name: 'Ada' }));
      await db.run(sql('update "user" set auth_token = auth_token where id = $1', id));
      expect(await stored()).toBe(before);
      expect(await opens('secret')).toBe(true);
    });

    it('that came in unhashed is left alone by an update that does not change it', async () => {
      await db.client.query('alter table "user" disable trigger user');
      await db.run(insert('user', { auth_token: 'secret' }));
      await db.client.query('alter table "user" enable trigger user');
      await db.run(
        sql('update "user" set auth_token = auth_token, given_name = $1 where id = $2', 'Ada', id),
      );
      expect(await stored()).toBe('secret');
    });

    it('is hashed when it changes', async () => {
      await db.run(insert('user', { auth_token: 'secret' }));
      await db.run(update('user', { id }, { auth_token: 'changed' }));
      expect(await stored()).toMatch(bcrypt);
      expect(await opens('changed')).toBe(true);
      expect(await opens('secret')).toBe(false);
    });

    it('is hashed once by an upsert', async () => {
      await db.run(insert('user', { auth_token: 'secret' }));
      const { text, values } = insert('user', { auth_token: 'changed' });
      await db.run(sql(`${text} on conflict (id) do update set auth_token = excluded.auth_token`, ...values));
      expect(await opens('changed')).toBe(true);
    });

    it('stays null, and can become null', async () => {
      await db.run(insert('user'));
      expect(await stored()).toBeNull();
      await db.run(update('user', { id }, { auth_token: 'secret' }));
      await db.run(update('user', { id }, { auth_token: null }));
      expect(await stored()).toBeNull();
    });

    it.each(['a', 'b', 'x', 'y'])('is kept where it already is a bcrypt hash ($2%s$)', async (letter) => {
      const hash = `$2${letter}$06$${body}`;
      await db.run(insert('user', { auth_token: hash }));
      expect(await stored()).toBe(hash);
      await db.run(update('user', { id }, { auth_token: hash.replace('06', '12') }));
      expect(await stored()).toBe(hash.replace('06', '12'));
    });

    it.each([
      ['another letter', `$2c$06$${body}`],
      ['no cost', `$2a$$${body}`],
      ['too short', `$2a$06$${body.slice(1)}`],
      ['too long', `$2a$06$${body}x`],
      ['something before it', ` $2a$06$${body}`],
    ])('is hashed where it only resembles a bcrypt hash: %s', async (_, almost) => {
      await db.run(insert('user', { auth_token: almost }));
      expect(await stored()).not.toBe(almost);
      expect(await opens(almost)).toBe(true);
    });
  });

  it('user.fs_number counts on', async () => {
    await db.run(insert('user'));
    await db.run(insertAnother('user'));
    const numbers = await db.row<{ step: string }>(
      `select (select fs_number from "user" where username = 'user-4')
            - (select fs_number from "user" where username = 'user-3') as step`,
    );
    expect(numbers.step).toBe('1');
  });

  it('session.ip_address holds IPv4 and IPv6', async () => {
    await db.refuses({ sqlstate: '22P02' }, insert('session', { ip_address: '192.0.2.256' }));
    await db.accepts(insert('session', { ip_address: '192.0.2.255' }));
    await db.accepts(insert('session', { ip_address: '2001:db8::1' }));
  });

  it('a person may have several accounts and sessions', async () => {
    await db.accepts(insert('account'), insertAnother('account'));
    await db.accepts(
      insert('session'),
      insertAnother('session', { user_id: b.user }),
      insert('session', { id: idOf('session', 5) }),
    );
  });
});
