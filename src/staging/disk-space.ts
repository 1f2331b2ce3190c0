import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { isDatabaseError } from '../database/database-error.ts';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { sizeOf } from '../errors/format.ts';
import type { Strategy } from './history.ts';
import { affectedTables, carriedTables } from './platform-tables.ts';

/** Of a database without tables. */
const EMPTY_DATABASE = 10_000_000;

/**
 * The space that is left where a database is, in bytes; undefined where that cannot be seen, as on another machine or
 * by a role that may not know.
 */
export async function freeSpace(client: pg.Client): Promise<number | undefined> {
  if (!/^(localhost$|127\.|::1$|\/)/.test(client.host)) return undefined;
  try {
    const { rows } = await client.query<{ data: string; location: string; version: string }>(
      `select current_setting('data_directory') as data, pg_tablespace_location(dattablespace) as location
         from pg_database where datname = current_database()`,
    );
    const { data = '', location = '' } = rows[0] ?? {};
    // A port that leads into a container: its folder may be another server's here, or none.
    if (!existsSync(join(data, 'postmaster.pid'))) return undefined;
    const { bavail, bsize } = await statfs(location || data);
    return bavail * bsize;
  } catch (error) {
    if (isDatabaseError(error) || (error instanceof Error && 'syscall' in error)) return undefined;
    throw error;
  }
}

/** About how many bytes a reset writes beside what is there: the scenario, and what is kept or taken over. */
export async function spaceFor(
  target: pg.Client,
  schema: Schema,
  strategy: Strategy,
  scenario: number,
): Promise<number> {
  const tables = await (strategy === 'rename' ? carriedTables : affectedTables)(target, schema);
  return tables.reduce((sum, { bytes }) => sum + bytes, scenario + EMPTY_DATABASE);
}

/** @throws `no_room` */
export function requireRoom(needed: number, free: number | undefined): void {
  if (free !== undefined && free < needed) throw noRoom(needed, free);
}

function noRoom(needed: number, free: number): SeedbedError {
  return new SeedbedError('no_room', {
    message: `The new data needs about ${sizeOf(needed)} beside the old, and the server's disk has ${sizeOf(free)} left.`,
    details: { needed, free },
  });
}
