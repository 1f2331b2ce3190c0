import type pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { documents, failureDocument } from '../../src/json.ts';
import { endNode, seedbedInNode } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';
import { until } from '../support/until.ts';

export const cwd = temporaryProject();

/**
 * A server for tests, and the command on it.
 *
 * @param seedbed how the command is run: in a process of its own where that counts
 */
export function testDbOn(version: 15 | 18, seedbed = seedbedInNode) {
  let url = '';
  let client: pg.Client;
  /** Further variables of the command. */
  const env: Record<string, string> = {};
  beforeAll(async () => {
    ({ url, client } = await freshDatabase({ version }));
  });
  /** The names of the databases that the command has made here. */
  const clones = async (): Promise<readonly string[]> => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database
        where datname ~ ('^seedbed_clone_' || left(encode(sha256(current_database()::text::bytea), 'hex'), 8))
        order by 1`,
    );
    return rows.map(({ name }) => name);
  };
  /** The processes of the server that hold a lock: what the command leaves behind holds some. */
  const holders = async (): Promise<readonly number[]> => {
    const { rows } = await client.query<{ pid: number }>(
      `select distinct pid from pg_locks where locktype = 'advisory'
          and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.map(({ pid }) => pid);
  };
  const run = (...parameters: string[]) =>
    seedbed(['test-db', ...parameters], { cwd, env: { DATABASE_TEST_URL: url, ...env } });
  const failureOf = async (...parameters: string[]) =>
    failureDocument.parse(JSON.parse((await run(...parameters, '--json')).stdout)).error;
  const create = async (...parameters: string[]) => {
    const { code, stdout, stderr } = await run('create', ...parameters, '--json');
    expect(code, stdout + stderr).toBe(0);
    return documents['test-db create'].parse(JSON.parse(stdout));
  };
  afterAll(async () => {
    for (const name of await clones()) await run('drop', name);
    endNode();
    await until(async () => (await holders()).length === 0);
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database
        where datname ~ ('^seedbed_(tpl|wip)_' || left(encode(sha256(current_database()::text::bytea), 'hex'), 8))`,
    );
    for (const { name } of rows) {
      await client.query(`alter database ${name} is_template false`);
      await client.query(`drop database ${name}`);
    }
  });
  return { env, run, create, failureOf, clones, holders, url: () => url, admin: () => client };
}

/** The value of an expression in a database. */
export async function valueIn<T>(url: string, sql: string): Promise<T> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ value: T }>(`select (${sql}) as value`);
    return rows[0]?.value as T; // what the statement gives
  } finally {
    await client.end();
  }
}

export const USERS = 'select count(*)::int from public."user"';
