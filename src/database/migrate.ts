import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';
import { connectPinned, requireVersion } from './connect.ts';
import { pinnedConnectionOptions } from './connection-options.ts';
import { isDatabaseError } from './database-error.ts';
import { type Drift, findDrift } from './drift.ts';
import { endedBy } from './ended-by.ts';
import { Lender } from './lender.ts';
import { refuseUnsafeHistory, requireMigratable } from './migration-obstacles.ts';
import { requireLoadable } from './migration-queries.ts';
import { migrationRefused } from './migration-refused.ts';
import { historyTable, type MigrationStatus, migrationNames, readStatus } from './migration-status.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { migrationPath, pinnedPath } from './migrator.ts';
import { ormOptions } from './orm-options.ts';
import { isOwnSchema } from './own-schema.ts';
import { RefusedStatement } from './refused-statement.ts';
import { underSettings } from './setting.ts';
import { dialectOn, entityManagerOn } from './single-client.ts';
import { unknownMigration } from './unknown-migration.ts';

/** Of an advisory lock that migrations hold; any number will do that no other program takes. */
export const lockKey = 7_306_357_456;

/** The migrations of a schema on one database; each call connects, and leaves no connection behind. */
export interface Migrations {
  /** What has run and what has not. Writes nothing. */
  status(): Promise<MigrationStatus>;
  /** Runs what is pending, up to the migration `to` or all of it; resolves to their names. */
  up(options?: { readonly to?: string }): Promise<readonly string[]>;
  /** Reverts the last migration, or those after `to`, or with `0` all; resolves to their names. */
  down(options?: { readonly to?: string | 0 }): Promise<readonly string[]>;
  /** Compares the database with the entities. */
  check(): Promise<Drift>;
}

/**
 * Migrates a database. `up` and `down` are one transaction each: a failure leaves the database as it was.
 *
 * @example
 * await migrations(courseSchema, 'postgresql://localhost/course').up();
 *
 * @throws `no_migrations` from `up`, `down` and `check`; ConnectionFailedError, `server_too_old` from every call; `unknown_migration` for a `to` that
 * does not exist; from `up` and `down` `migration_missing` and `migration_unreadable` for files that hold none, and
 * `history_unsafe` where others have prepared the ORM's
 * table; from `up` `unmanaged_tables` where other migrations made the tables, `extension_elsewhere`, and
 * `extension_unavailable` where the server lacks an extension or the user may not create it; from
 * `status`, `up` and `down` `migration_refused` for whatever else PostgreSQL does not let them do.
 */
export function migrations(schema: Schema, url: string): Migrations {
  const onClient = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = await connectPinned(url);
    try {
      await requireVersion(client);
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const run = async <T>(work: (runner: Runner) => Promise<T>): Promise<T> => {
    migrationsFolder(schema);
    await onClient(async () => {});
    const options = ormOptions(schema);
    const refused = new RefusedStatement();
    const orm = new MikroORM({
      ...options,
      ...refused.options,
      // That of migrations which must not be in a transaction; all else is in one, which has ours.
      ...pinnedConnectionOptions(url, migrationPath),
      // With wildcard schemas the ORM makes its own table inside the transaction, not before it.
      migrations: { ...options.migrations, includeWildcardSchema: true },
    });
    try {
      return await work({ schema, orm, refused });
    } finally {
      await orm.close();
    }
  };
  return {
    status: () => onClient((client) => statusIn(client, schema)),
    up: ({ to } = {}) => run((runner) => migrateUp(runner, to)),
    down: ({ to } = {}) => run((runner) => migrateDown(runner, to)),
    check: async () => {
      migrationsFolder(schema);
      return await findDrift(schema, url);
    },
  };
}

interface Runner {
  readonly schema: Schema;
  readonly orm: MikroORM;
  readonly refused: RefusedStatement;
}

async function migrateUp(runner: Runner, to: string | undefined): Promise<readonly string[]> {
  const { schema, orm } = runner;
  await requireMigration(schema, to);
  return await exclusively(runner, async (em) => {
    await requireMigratable(schema, em);
    const { pending } = await readStatus(schema, em);
    await requireLoadable(schema, to === undefined ? pending : pending.slice(0, pending.indexOf(to) + 1));
    const options = { ...(to !== undefined && { to }), transaction: em.getTransactionContext() };
    const done = await orm.migrator.up(options);
    return done.map(({ name }) => name);
  });
}

async function migrateDown(runner: Runner, to: string | 0 | undefined): Promise<readonly string[]> {
  const { schema, orm } = runner;
  if (to !== 0) await requireMigration(schema, to);
  return await exclusively(runner, async (em) => {
    await refuseUnsafeHistory(em);
    const executed = (await readStatus(schema, em)).executed.map(({ name }) => name);
    const kept = to === undefined ? -1 : to === 0 ? 0 : executed.indexOf(to) + 1;
    await requireLoadable(schema, executed.slice(kept));
    const options = { ...(to !== undefined && { to }), transaction: em.getTransactionContext() };
    const done = await orm.migrator.down(options);
    await forgetHistory(schema, em);
    return done.map(({ name }) => name);
  });
}

/**
 * Runs or reverts migrations in the transaction that a connection is in, which is to be rolled back after a failure.
 *
 * @param names those that are pending, or that have run; `requireRunnable` has let them pass
 * @throws what `migrations` throws
 */
export async function migrateIn(
  client: pg.ClientBase,
  schema: Schema,
  direction: 'up' | 'down',
  names: readonly string[],
): Promise<void> {
  const options = ormOptions(schema);
  const refused = new RefusedStatement();
  const orm = new MikroORM({
    ...options,
    ...refused.options,
    dbName: schema.name,
    driverOptions: dialectOn(new Lender(client)),
    migrations: { ...options.migrations, includeWildcardSchema: true },
  });
  await underSettings(client, { search_path: pinnedPath }, () =>
    exclusively({ schema, orm, refused }, async (em) => {
      if (direction === 'up') await requireMigratable(schema, em);
      else await refuseUnsafeHistory(em);
      await orm.migrator[direction]({ migrations: [...names], transaction: em.getTransactionContext() });
      if (direction === 'down') await forgetHistory(schema, em);
    }),
  );
}

/** What has run and what has not, as the transaction sees it that a connection is in. */
export const statusIn = (client: pg.ClientBase, schema: Schema): Promise<MigrationStatus> =>
  readStatus(schema, entityManagerOn(schema, client)).catch((error) => explainRefusal(error));

/** Waits until no other migration of the database runs, and lets none begin before the transaction has ended. */
export async function lockMigrations(client: pg.ClientBase): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
}

/** Without any migration that has run, nothing of the ORM's own is left either. */
async function forgetHistory(schema: Schema, em: SqlEntityManager): Promise<void> {
  const { executed } = await readStatus(schema, em);
  if (executed.length === 0) await em.execute(`drop table if exists ${historyTable}`);
}

/** One transaction that no other migration of the database runs beside. */
async function exclusively<T>(
  { schema, orm, refused }: Runner,
  work: (em: SqlEntityManager) => Promise<T>,
): Promise<T> {
  let current: string | undefined;
  for (const event of ['migrating', 'reverting'] as const) {
    orm.migrator.on(event, async ({ name }) => {
      current = name;
    });
  }
  const all = orm.em.fork().transactional(async (em) => {
    await em.execute(`set local search_path to ${pinnedPath}`);
    await em.execute(`select pg_advisory_xact_lock(${lockKey})`);
    return await work(em);
  });
  return await all.catch((error) =>
    explainRefusal(error, { migration: current, statement: refused.sql, isOwn: isOwnSchema(schema) }),
  );
}

/** @throws `unknown_migration` */
export async function requireMigration(schema: Schema, name: string | undefined): Promise<void> {
  const known = await migrationNames(schema);
  if (name !== undefined && !known.includes(name)) throw unknownMigration(name, known);
}

/** The migrator passes on both the ORM's errors and those of the driver below it. */
function explainRefusal(
  error: unknown,
  about: {
    readonly migration?: string | undefined;
    readonly statement?: string | undefined;
    readonly isOwn?: boolean;
  } = {},
): never {
  const ended = endedBy(error);
  if (ended) throw ended;
  if (!isDatabaseError(error)) throw error;
  const [, extension] = /extension "([^"]+)"|extension\/([\w-]+)\.control/.exec(error.message) ?? [];
  // The ORM adds PostgreSQL's detail and hint as lines of their own.
  const answer = error.message.replace(/\.?\n - (detail|hint): /g, '. ').replace(/\.$/, '');
  if (extension !== undefined)
    throw new SeedbedError('extension_unavailable', {
      message: `The extension "${extension}" cannot be created: ${excerptOfAnswer(answer)}.`,
      hint: `Install the server's contrib package, or have the database's owner run: create extension "${extension}" with schema public;`,
      details: { extension, answer: excerptOfAnswer(answer) },
      cause: error,
    });
  const position = error.position === undefined ? undefined : Number(error.position);
  throw migrationRefused({ sqlState: error.code, answer, position, ...about }, error);
}
