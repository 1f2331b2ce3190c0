import { describe, expect, it } from 'vitest';
import { connectPinned } from '../../src/database/connect.ts';
import { hasCode } from '../../src/errors/error.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { harmless, outcomesUnder, statementUnder } from './hostile-settings.ts';

describe.each(everyServer)('on PostgreSQL $version', ({ version }) => {
  // One by one, all that there are, they are tried in the long suite.
  it.runIf(version === 18)('what a role or a database has set changes nothing', async () => {
    const without = await outcomesUnder({ version, settings: [] });
    expect(JSON.stringify(without)).not.toContain('"code"');
    expect(await outcomesUnder({ version, settings: harmless })).toEqual(without);
    expect(await outcomesUnder({ version, settings: harmless, ofDatabase: true })).toEqual(without);
  });

  it('that the url asks for reading only is told in one true sentence', async () => {
    const asked = '?options=-c%20default_transaction_read_only%3Don';
    const outcomes = await outcomesUnder({ version, settings: [], asked });
    expect(outcomes).toContainEqual(refused('seed', 'PGOPTIONS asks for'));
    expect(JSON.stringify(outcomes)).not.toContain('"code":70');
  });

  it('a setting that the role may not change is told in one true sentence', async () => {
    const settings = [['session_replication_role', 'replica']] as const;
    expect(await outcomesUnder({ version, settings, superuser: false })).toContainEqual(
      refused('seed', `set it to 'origin' for the role`),
    );
  });

  it('a library that is not there is told with the settings that may name it', async () => {
    const settings = [['session_preload_libraries', 'nowhere']] as const;
    expect(await statementUnder({ version, settings }, 'select 1')).toEqual({
      code: 3,
      message: expect.stringContaining('could not access file "nowhere"'),
      hint: expect.stringContaining('session_preload_libraries'),
    });
  });

  it('a limit that is set for a role is told as one', async () => {
    const settings = [
      ['temp_file_limit', '0'],
      ['work_mem', '64kB'],
    ] as const;
    const statement = 'select n from pg_catalog.generate_series(1, 50000) n order by n desc';
    expect(await statementUnder({ version, settings, superuser: false }, statement)).toEqual({
      code: 3,
      message: expect.stringContaining('temp_file_limit'),
      hint: expect.stringContaining('raise it there'),
    });
  });
});

describe.each(everyServer)(
  'a limit so short that no session begins, on PostgreSQL $version',
  ({ version }) => {
    const limits = ['statement_timeout', 'idle_session_timeout', 'transaction_timeout'].filter(
      (name) => version === 18 || name !== 'transaction_timeout',
    );

    it.each(limits)('%s is named with what to do, which helps', async (name) => {
      const { url, client } = await freshDatabase({ version });
      const role = `hasty_${version}_${name}`;
      await client.query(
        `create role ${role} login password 'secret'; alter role ${role} set ${name} = '1ms'`,
      );
      const own = Object.assign(new URL(url), { username: role, password: 'secret' });
      // No statement is fast enough for the limit; and it is over before this process looks at what was sent.
      await client.query('begin; lock table pg_catalog.pg_proc in access exclusive mode');
      const busy = setInterval(() => spin(20), 0);
      const failure = await connectPinned(own.toString()).catch((error: unknown) => error);
      clearInterval(busy);
      await client.query('rollback');
      expect(failure).toMatchObject({
        code: 'limit_too_short',
        details: { setting: name },
        hint: expect.stringContaining(`alter role … set ${name}`),
      });
      const { hint } = hasCode(failure, 'limit_too_short') ? failure : expect.fail();
      own.search = /\?\S+$/.exec(hint)?.[0] ?? '';
      const session = await connectPinned(own.toString());
      expect((await session.query('select pg_catalog.pg_sleep(0.02)')).rowCount).toBe(1);
      await session.end();
      await client.query(`drop role ${role}`);
    });
  },
);

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

const refused = (command: string, hint: string) => [
  command,
  { code: 3, message: expect.any(String), hint: expect.stringContaining(hint) },
];
