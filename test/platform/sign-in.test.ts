import { createDecipheriv, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fernet } from '../../src/factories/course/fernet.ts';
import { expectRefusal } from '../cli/refusal.ts';
import { seedbed } from '../support/cli.ts';
import { servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { firstPlatform, signInPlatform } from './database.ts';

/** Of the specification of Fernet. */
const SECRET = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';

/** As the platform reads it. */
function decrypted(token: string): string {
  const [bytes, key] = [Buffer.from(token, 'base64url'), Buffer.from(SECRET, 'base64url')];
  const signed = bytes.subarray(0, -32);
  expect(bytes[0]).toBe(0x80);
  expect(createHmac('sha256', key.subarray(0, 16)).update(signed).digest()).toEqual(bytes.subarray(-32));
  const decipher = createDecipheriv('aes-128-cbc', key.subarray(16), signed.subarray(9, 25));
  return decipher.update(signed.subarray(25), undefined, 'utf8') + decipher.final('utf8');
}

const seed = (url: string, env: Readonly<Record<string, string>>, ...parameters: string[]) =>
  seedbed(['seed', 'minimal', ...parameters], { cwd: temporaryFolder(), env: { DATABASE_URL: url, ...env } });

const passwords = `select array_agg(distinct password) as passwords, count(*)::int from "user"`;

describe.each(servers)('people of a platform with passwords, on PostgreSQL $version', ({ version }) => {
  it('sign in by a documented one, where its secret is known', async () => {
    const { url, client } = await signInPlatform({ version });
    const { code, stdout } = await seed(url, { TOKEN_SECRET: SECRET });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^All people sign in by the password: {2}seedbed-password$/m);
    expect(stdout).not.toContain(SECRET);
    const { rows } = await client.query(passwords);
    expect(rows[0]).toMatchObject({ count: 2, passwords: [expect.any(String)] });
    expect(decrypted(rows[0].passwords[0])).toBe('seedbed-password');
  });

  it('do not without it, and the secret is not shown where it is none', async () => {
    const { url, client } = await signInPlatform({ version });
    const refused = await seed(url, { TOKEN_SECRET: 'my-own-secret' });
    expectRefusal(refused, { code: 2, problem: 'TOKEN_SECRET', hint: '32 bytes' });
    expect(refused.stderr).not.toContain('my-own-secret');
    const { stdout } = await seed(url, { TOKEN_SECRET: 'my-own-secret' }, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'bad_secret' } });
    expect((await seed(url, {})).stdout).not.toContain('password');
    expect((await client.query(passwords)).rows).toEqual([{ count: 2, passwords: [null] }]);
  });
});

it('a platform without passwords gets none', async () => {
  const { url } = await firstPlatform();
  const { code, stdout } = await seed(url, { TOKEN_SECRET: SECRET });
  expect(code).toBe(0);
  expect(stdout).not.toContain('password');
});

it('a password is the same each time, and not that of another secret', () => {
  expect(fernet(SECRET, 'a')).toBe(fernet(SECRET, 'a'));
  expect(fernet(SECRET, 'a')).not.toBe(fernet(SECRET.replace('c', 'd'), 'a'));
});
