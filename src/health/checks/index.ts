import { cache } from './cache.ts';
import { connection } from './connection.ts';
import { connections } from './connections.ts';
import { disk } from './disk.ts';
import { drift } from './drift.ts';
import { encoding } from './encoding.ts';
import { extensions } from './extensions.ts';
import { migrations } from './migrations.ts';
import { pool } from './pool.ts';
import { rights } from './rights.ts';
import { transactions } from './transactions.ts';
import { version } from './version.ts';

/** Everything that is looked at, in that order. */
export const allChecks = [
  connection,
  pool,
  version,
  encoding,
  extensions,
  rights,
  migrations,
  drift,
  transactions,
  connections,
  cache,
  disk,
] as const;

export type CheckName = (typeof allChecks)[number]['name'];
