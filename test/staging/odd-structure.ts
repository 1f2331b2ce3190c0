import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { afterAll } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { serverUrl } from '../support/database.ts';

const script = readFileSync(new URL('odd-structure.sql', import.meta.url), 'utf8');

/** Roles for a database that has everything, dropped after the test file. */
export interface OddRoles {
  readonly reader: string;
  readonly writer: string;
}

const cleanUps: (() => Promise<void>)[] = [];

export async function oddRoles(version: 15 | 18): Promise<OddRoles> {
  const tag = randomBytes(4).toString('hex');
  const roles = { reader: `odd_reader_${tag}`, writer: `odd_writer_${tag}` };
  const client = await connect(serverUrl(version));
  await client.query(`create role ${roles.reader}; create role ${roles.writer}`);
  await client.end();
  return roles;
}

/** Fills a database with objects of every kind that PostgreSQL knows. */
export async function makeOdd(client: pg.Client, roles: OddRoles): Promise<void> {
  // One by one: a new value of an enum can be used once it is committed.
  for (const statement of inNamesOf(script, roles).split(';\n')) await client.query(statement);
  cleanUps.push(async () => {
    // In each database in which they have something, and once more where they are.
    const { reader, writer } = roles;
    await client.query(`drop owned by ${reader}, ${writer} cascade`);
    await client.query(`drop role ${reader}, ${writer}`).catch(() => {});
  });
}

/** SQL about the roles. */
export const inNamesOf = (sql: string, { reader, writer }: OddRoles): string =>
  sql.replaceAll('odd_reader', reader).replaceAll('odd_writer', writer);

// Before the hook that drops the databases: hooks run the last one first.
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});
