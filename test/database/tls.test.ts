import { appendFileSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { dumperVersion, dumpStructure } from '../../src/database/dump.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { PooledOrm } from '../../src/database/pooled-orm.ts';
import { type EmbeddedServer, embeddedServer } from '../../src/database/server.ts';
import { course } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { health } from '../../src/health/health.ts';
import { type Certificate, selfSigned } from '../support/certificate.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';

const dumper = await dumperVersion();
/** Of a server whose certificate is for localhost. */
let url: string;
const directory = temporaryProject();
const folder = temporaryFolder();
const authority = join(folder, 'authority.pem');
const other = join(folder, 'other.pem');
/** Of a client. */
const own = { cert: join(folder, 'own.crt'), key: join(folder, 'own.key') };

beforeAll(async () => {
  const server = embeddedServer({ directory });
  await server.start();
  await server.stop();
  const certificate = selfSigned('localhost');
  writeFileSync(authority, certificate.cert);
  writeFileSync(other, selfSigned('localhost').cert);
  const ada = selfSigned('ada');
  writeFileSync(own.cert, ada.cert);
  writeFileSync(own.key, ada.key);
  encrypt(server, { ...certificate, authority: ada.cert });
  await server.start();
  url = await server.url();
});

/** @param authority of clients */
function encrypt(
  { home }: EmbeddedServer,
  { cert, key, authority }: Certificate & { readonly authority: string },
): void {
  const data = join(home, 'server', 'data');
  const { uid, gid } = statSync(data);
  for (const [name, text] of Object.entries({
    'server.crt': cert,
    'server.key': key,
    'root.crt': authority,
  })) {
    writeFileSync(join(data, name), text, { mode: 0o600 });
    chownSync(join(data, name), uid, gid);
  }
  const rules = join(data, 'pg_hba.conf');
  writeFileSync(
    rules,
    `host all trusted all trust\nhost all plain all password\n${readFileSync(rules, 'utf8')}`,
  );
  appendFileSync(join(data, 'postgresql.conf'), "\nssl = on\nssl_ca_file = 'root.crt'\n");
}

const at = (host: string, query: string): string => `${url.replace('127.0.0.1', host)}${query}`;
const isEncrypted = 'select ssl as encrypted from pg_stat_ssl where pid = pg_backend_pid()';

async function encryption(of: string): Promise<boolean | undefined> {
  const client = await connect(of);
  try {
    const { rows } = await client.query<{ encrypted: boolean }>(isEncrypted);
    return rows[0]?.encrypted;
  } finally {
    await client.end();
  }
}

describe('on a server with a certificate for localhost', () => {
  it.each([
    ['', '127.0.0.1', false],
    ['?sslmode=disable', '127.0.0.1', false],
    [`?sslmode=disable&sslrootcert=${authority}`, '127.0.0.1', false],
    ['?sslmode=require', '127.0.0.1', true],
    ['?sslmode=no-verify', '127.0.0.1', true],
    [`?sslmode=no-verify&sslrootcert=${other}`, '127.0.0.1', true],
    [`?sslmode=require&sslrootcert=${authority}`, '127.0.0.1', true],
    [`?sslmode=verify-ca&sslrootcert=${authority}`, '127.0.0.1', true],
    [`?sslmode=verify-full&sslrootcert=${authority}`, 'localhost', true],
    [`?sslrootcert=${authority}`, 'localhost', true],
    ['?sslmode=require&channel_binding=prefer', '127.0.0.1', true],
    ['?sslmode=require&channel_binding=require', '127.0.0.1', true],
    ['?sslmode=require&schema=public&connection_limit=5&target_session_attrs=any', '127.0.0.1', true],
  ])('%s to %s: encrypted %s', async (query, host, encrypted) => {
    expect(await encryption(at(host, query))).toBe(encrypted);
  });

  it.each([
    [`?sslmode=verify-full&sslrootcert=${authority}`, '127.0.0.1', 'altnames'],
    [`?sslrootcert=${authority}`, '127.0.0.1', 'altnames'],
    ['?sslmode=verify-full', 'localhost', 'self-signed certificate'],
    ['?sslmode=verify-full&sslrootcert=system', 'localhost', 'self-signed certificate'],
    [`?sslmode=verify-full&sslrootcert=${other}`, 'localhost', 'self-signed certificate'],
    [`?sslmode=verify-ca&sslrootcert=${other}`, '127.0.0.1', 'self-signed certificate'],
    [`?sslmode=require&sslrootcert=${other}`, '127.0.0.1', 'self-signed certificate'],
  ])('%s to %s is refused: %s', async (query, host, answer) => {
    const failure = await connect(at(host, query)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'tls_failed' });
    expect(failure).toMatchObject({ message: expect.stringContaining(answer) });
  });

  it.each(['sslcert=$file&sslkey=$file', 'sslrootcert=$file'])(
    '%s that is none is refused, and not shown',
    async (files) => {
      const file = join(folder, 'none.pem');
      writeFileSync(file, 'secret words');
      const failure = await connect(at('localhost', `?${files.replaceAll('$file', file)}`)).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({ code: 'tls_failed' });
      expect(String(failure)).not.toContain('secret words');
    },
  );

  it.each(['trusted', 'plain'])('%s, by a password that is not bound to it, is refused', async (role) => {
    const admin = await connect(url);
    await admin.query(`create role ${role} login password 'a secret'`);
    await admin.end();
    const as = new URL(at('127.0.0.1', '?sslmode=require'));
    [as.username, as.password] = [role, 'a secret'];
    expect(await encryption(as.toString())).toBe(true);
    const failure = await connect(`${as}&channel_binding=require`).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'tls_failed' });
    expect(failure).toMatchObject({ message: expect.stringContaining('does not bind passwords') });
  });

  it('MikroORM and the pools of the test kit refuse a server that does not bind passwords, too', async () => {
    const answers = async (of: string) => {
      const orm = new MikroORM({ ...ormOptions(courseSchema), ...connectionOptions(of) });
      const pooled = new PooledOrm(courseSchema, () => of);
      const asked = [orm, pooled.orm].map((one) => one.em.fork().execute(isEncrypted).catch(String));
      return await Promise.all(asked).finally(() => Promise.all([orm.close(), pooled.leave()]));
    };
    const as = new URL(at('127.0.0.1', '?sslmode=require&channel_binding=require'));
    expect(await answers(as.toString())).toEqual(Array(2).fill([{ encrypted: true }]));
    // By the rules of this server anybody is trusted who has this name.
    as.username = 'trusted';
    const refusal = expect.stringContaining('does not bind passwords');
    expect(await answers(as.toString())).toEqual(Array(2).fill(refusal));
  });

  it('a certificate of the client goes with it', async () => {
    const client = await connect(at('127.0.0.1', `?sslmode=require&sslcert=${own.cert}&sslkey=${own.key}`));
    const { rows } = await client.query('select client_dn from pg_stat_ssl where pid = pg_backend_pid()');
    await client.end();
    expect(rows).toEqual([{ client_dn: '/CN=ada' }]);
  });

  it.runIf(dumper)('pg_dump understands no-verify', async () => {
    // Where it is older than the server, that is what it says.
    const said = await dumpStructure(at('127.0.0.1', '?sslmode=no-verify'), []).catch(String);
    expect(said).toMatch(/server version mismatch|PostgreSQL database dump/);
  });

  it('MikroORM and the pools of the test kit are encrypted as the url says', async () => {
    const encrypted = at('localhost', `?sslmode=verify-full&sslrootcert=${authority}`);
    const orm = new MikroORM({ ...ormOptions(courseSchema), ...connectionOptions(encrypted) });
    const pooled = new PooledOrm(courseSchema, () => encrypted);
    try {
      expect(await orm.em.fork().execute(isEncrypted)).toEqual([{ encrypted: true }]);
      expect(await pooled.orm.em.fork().execute(isEncrypted)).toEqual([{ encrypted: true }]);
    } finally {
      await orm.close();
      await pooled.leave();
    }
  });
});

it('health says whether it is encrypted', async () => {
  const said = async (query: string) =>
    (await health(course, at('127.0.0.1', query), { checks: [] })).checks[0];
  expect(await said('?sslmode=require')).toMatchObject({ finding: expect.stringContaining('(TLSv1.') });
  expect(await said('')).toMatchObject({ finding: expect.stringContaining('(not encrypted)') });
});

describe('the environment', () => {
  afterAll(() => {
    delete process.env['PGSSLMODE'];
    delete process.env['PGSSLROOTCERT'];
  });

  it('counts where the url says nothing', async () => {
    process.env['PGSSLMODE'] = 'verify-full';
    process.env['PGSSLROOTCERT'] = authority;
    expect(await encryption(at('localhost', ''))).toBe(true);
    await expect(connect(at('127.0.0.1', ''))).rejects.toMatchObject({ code: 'tls_failed' });
    expect(await encryption(at('127.0.0.1', '?sslmode=disable'))).toBe(false);
  });
});
