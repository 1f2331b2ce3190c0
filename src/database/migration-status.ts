import { readdir } from 'node:fs/promises';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';

/** Where the ORM keeps which migrations have run. */
export const historyTable = 'public.mikro_orm_migrations';

/** SQL: its rows. Of a view, whose functions would run with the rights of the role that reads it, there can be no sample. */
export const historyRows = `${historyTable} tablesample pg_catalog.system (100)`;

/** SQL: the table, where there is one; a view is none. */
export const historyOid = `(
  select oid from pg_catalog.pg_class where oid = pg_catalog.to_regclass('${historyTable}') and relkind = 'r')`;

/** As the ORM makes it. */
export const createHistory = `create table if not exists ${historyTable} (
  id serial primary key,
  name varchar(255) not null,
  executed_at timestamptz(6) not null default current_timestamp(6)
)`;

/** A migration that has run. */
export interface ExecutedMigration {
  readonly name: string;
  readonly at: Date;
  /** Whether there is a file of it; another version of the project may have had one. */
  readonly known: boolean;
}

export interface MigrationStatus {
  /** In the order they ran. */
  readonly executed: readonly ExecutedMigration[];
  readonly pending: readonly string[];
}

/**
 * Reads what has run and what has not; unlike the ORM's own way it never makes the table.
 *
 * @throws `history_unsafe` where it is a view
 */
export async function readStatus(schema: Schema, em: SqlEntityManager): Promise<MigrationStatus> {
  const known = await migrationNames(schema);
  const [found] = await em.execute<{ exists: boolean; isTable: boolean }[]>(
    `select pg_catalog.to_regclass('${historyTable}') is not null as exists, ${historyOid} is not null as "isTable"`,
  );
  if (found?.exists && !found.isTable) throw historyUnsafe();
  const executed = found?.exists
    ? await em.execute<{ name: string; at: string }[]>(
        `select name, to_json(executed_at)#>>'{}' as at from ${historyRows} order by id`,
      )
    : [];
  const done = new Set(executed.map(({ name }) => name));
  return {
    executed: executed.map(({ name, at }) => ({ name, at: new Date(at), known: known.includes(name) })),
    pending: known.filter((name) => !done.has(name)),
  };
}

/** Others have prepared the table, or something in its place. */
export const historyUnsafe = (): SeedbedError =>
  new SeedbedError('history_unsafe', {
    message: `The table ${historyTable} is not as the ORM makes it: a view, trigger, rule, default or check there would run what another role has written, with the rights of yours.`,
    details: { table: historyTable },
  });

/** The migrations of a schema in the order they run. */
export const migrationNames = async (schema: Schema): Promise<readonly string[]> => [
  ...(await migrationFiles(schema)).keys(),
];

/** The file of each migration, in the order they run: TypeScript in the checkout, JavaScript in the package. */
export async function migrationFiles(schema: Schema): Promise<ReadonlyMap<string, URL>> {
  const { migrations: folder } = schema;
  if (!folder) return new Map();
  const files = await readdir(folder).catch(noneIfMissing);
  const named = files
    .filter((file) => /(?<!\.d)\.[jt]s$/.test(file))
    .map((file) => [file.replace(/\.[jt]s$/, ''), new URL(file, folder)] as const);
  return new Map(named.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A domain may begin without the folder. */
function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code !== 'ENOENT') throw error;
  return [];
}
