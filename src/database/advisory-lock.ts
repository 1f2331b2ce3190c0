import { createHash } from 'node:crypto';
import type { Ask } from './ask.ts';

/** Who has it: a builder or user of a template, a maker of databases, a run of a test suite or one of its members, a reset. */
type Purpose = 'build' | 'use' | 'maker' | 'run' | 'member' | 'reset';

/** The number of an advisory lock, as SQL takes it. */
export const lockOf = (purpose: Purpose, name: string): string =>
  createHash('sha256').update(`seedbed ${purpose} ${name}`).digest().readBigInt64BE().toString();

/** The numbers of all locks that are held on the server, whatever database their holders are connected to. */
export async function heldLocks(ask: Ask): Promise<ReadonlySet<string>> {
  const rows = await ask<{ key: string }>(heldKeys);
  return new Set(rows.map(({ key }) => key));
}

export const heldKeys = `select distinct (classid::bigint << 32) | objid::bigint as key from pg_locks
  where locktype = 'advisory' and objsubid = 1 and granted`;
