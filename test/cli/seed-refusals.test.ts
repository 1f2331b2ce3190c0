import { once } from 'node:events';
import { createServer } from 'node:net';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { seedbed, seedbedInNode } from '../support/cli.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { temporaryFolder } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryFolder();
const seedMinimal = (url: string, ...options: string[]) =>
  seedbed(['seed', 'minimal', ...options], { cwd, env: { DATABASE_URL: url } });

/** A port on which nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return String(address instanceof Object ? address.port : '');
}

function changed(
  url: string,
  change: Partial<Record<'username' | 'password' | 'port' | 'pathname', string>>,
) {
  return Object.assign(new URL(url), change).toString();
}

async function publicTables(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int from pg_tables where schemaname = 'public'`,
  );
  return rows[0]?.count ?? -1;
}

describe('a database that seedbed seed cannot use', () => {
  it('holds data: the counts and the ways on are named, and the data stays', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await seedMinimal(url);
    const before = await datasetHash(client, course);
    expectRefusal(await seedbed(['seed', 'classroom'], { cwd, env: { DATABASE_URL: url } }), {
      code: 3,
      problem: /already holds 27 rows \(user 2, course_member 2, .*…\)/,
      hint: 'Point DATABASE_URL at an empty database',
    });
    expect(await datasetHash(client, course)).toBe(before);
  });

  it('has no tables', async () => {
    const { url, client } = await freshDatabase();
    expectRefusal(await seedMinimal(url), {
      code: 3,
      problem: /has none of the tables of 'course'/,
      hint: '`seedbed migrate up --domain course`',
    });
    expect(await publicTables(client)).toBe(0);
  });

  it.each(servers)('has drifted on PostgreSQL $version: the column is named', async ({ version }) => {
    const { url, client } = await freshDatabase({ version, template: 'course' });
    await client.query('alter table course_content drop column position');
    expectRefusal(await seedMinimal(url), {
      code: 3,
      problem: /do not fit/,
      hint: /^ {2}The column "course_content"\."position" \(\S.*\) is missing\.\n.*migrate up/,
    });
    expect((await client.query('select 1 from "user"')).rowCount).toBe(0);
  });

  it('is filled by another seedbed: one of two at the same time wins', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const results = await Promise.all([seedMinimal(url), seedMinimal(url)]);
    const [won, lost] = results.sort((a, b) => (a.code ?? 0) - (b.code ?? 0));
    expect(won.code).toBe(0);
    expectRefusal(lost, {
      code: 3,
      problem: /Another seedbed is filling|already holds 27 rows/,
      hint: /try again|empty database/,
    });
    expect(await countRows(client, course)).toMatchObject({ user: 2 });
  });

  it('is read-only, or not for this user to write into', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    expectRefusal(await seedMinimal(`${url}?options=-c%20default_transaction_read_only%3Don`), {
      code: 3,
      problem: /25006.*read-only/,
      hint: 'primary server',
    });
    const role = `reader_${new URL(url).pathname.slice(1)}`;
    await client.query(`create role ${role} login password 'secret'; grant pg_read_all_data to ${role}`);
    try {
      expectRefusal(await seedMinimal(changed(url, { username: role, password: 'secret' })), {
        code: 3,
        problem: /42501.*permission denied/,
        hint: 'right to insert',
      });
    } finally {
      await client.query(`drop role ${role}`);
    }
    expect(await countRows(client, course)).toEqual({});
  });
});

describe.concurrent('a server that seedbed cannot reach', () => {
  it('refuses the password, which is not shown', async () => {
    const { url } = await freshDatabase();
    expectRefusal(await seedMinimal(changed(url, { password: 'secret' })), {
      code: 3,
      problem: /127\.0\.0\.1:\d+ as user "\w+": password authentication failed/,
      hint: 'Correct user and password in DATABASE_URL',
    });
  });

  it('has no such database', async () => {
    const { url } = await freshDatabase();
    expectRefusal(await seedMinimal(changed(url, { pathname: '/nowhere' })), {
      code: 3,
      problem: /database "nowhere" does not exist/,
      hint: 'create database "nowhere"',
    });
  });

  it('does not answer: after a bounded wait the address is named', async () => {
    const port = await closedPort();
    const url = `postgresql://ada:secret@127.0.0.1:${port}/course`;
    const env = { DATABASE_URL: url, SEEDBED_CONNECT_RETRY: '1' };
    const refused = await seedbedInNode(['seed', 'minimal'], { cwd, env });
    expect(refused.stderr.match(/Trying again/g)).toHaveLength(1);
    expectRefusal(refused, {
      code: 3,
      problem: `database "course" on 127.0.0.1:${port} as user "ada"`,
      hint: 'Start the server or correct host and port in DATABASE_URL',
    });
  });

  it('has no PostgreSQL url, of which nothing is shown', async () => {
    expectRefusal(await seedMinimal('mysql://ada:secret@localhost/course'), {
      code: 2,
      problem: 'it does not begin with postgresql://. It is not shown',
      hint: 'postgresql://user:password@',
    });
  });

  it('is named by DATABASE_URL, while --database names one of the embedded server', async () => {
    expectRefusal(await seedMinimal('postgresql://ada:secret@localhost/course', '--database', 'other'), {
      code: 2,
      problem: '--database other',
      hint: 'unset DATABASE_URL',
    });
  });
});

describe('parameters of seedbed seed', () => {
  it.each([
    [['clasroom'], "Did you mean 'classroom'?", 'seedbed scenarios'],
    [['classroom', '--set', 'students=0'], '"0" is no value', 'students: whole number from 1 to 200'],
    [['classroom', '--now', '2026-02-30T10:00:00Z'], 'A date is written', '--help'],
  ])('are refused before a database is asked: %j', async (parameters, problem, hint) => {
    const env = { DATABASE_URL: 'postgresql://ada:secret@nowhere.invalid/course' };
    expectRefusal(await seedbed(['seed', ...parameters], { cwd, env }), { code: 2, problem, hint });
  });
});
