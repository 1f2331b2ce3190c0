import type pg from 'pg';
import { askOn } from '../database/ask.ts';
import { connectPinned, requireVersion } from '../database/connect.ts';
import { isDatabaseError } from '../database/database-error.ts';
import { declaredNames } from '../database/declared-tables.ts';
import { DumpFailed, dumpStructure, noDumperFor, ourSchemas } from '../database/dump.ts';
import { createMarked, dropMarked } from '../database/marked/databases.ts';
import { migrations } from '../database/migrate.ts';
import { withDatabase } from '../database/url.ts';
import type { Schema } from '../entities/schema.ts';
import { nameOfClass } from '../entities/table-name.ts';
import { hasCode } from '../errors/error.ts';
import { unrefreshableViews } from './carry/views.ts';
import { databaseProperties } from './database-properties.ts';
import { switchEventTriggersAs, switchEventTriggersOff } from './event-triggers.ts';
import type { ExclusiveSession } from './exclusive-session.ts';
import { noMember, platformSchemas } from './structure/platform.ts';
import { differencesBetween } from './structure/structure.ts';
import { readTrimmings, type Trimming, trim } from './structure/trim.ts';

/** Where a new database has its structure from. */
export type Source = 'migrations' | 'pg_dump';

/** An empty database that is to take the place of another one. */
interface ShadowDatabase {
  readonly source: Source;
  /** A connection to it. */
  readonly next: pg.Client;
}

/** Why no database with the same structure can take the place of another one. */
export interface StructureDifferences {
  readonly differences: readonly string[];
}

/**
 * Makes an empty shadow database with the structure, owners, grants and settings of the session's: by the migrations
 * where that gives the same, else by `pg_dump`. Where neither does, or the role may not, nothing is left.
 */
export async function makeShadow(
  session: ExclusiveSession,
  schema: Schema,
): Promise<ShadowDatabase | StructureDifferences> {
  const wanted = await readTrimmings(session.target);
  const differences: string[] = [];
  for (const source of ['migrations', 'pg_dump'] as const) {
    const obstacle = await obstacleTo(source, session, schema);
    if (obstacle !== undefined) {
      differences.push(obstacle);
      continue;
    }
    const { next, reasons } = await makeBy(source, session, schema, wanted);
    if (next) return { source, next };
    differences.push(...reasons.map((reason) => `by ${source}: ${reason}`));
  }
  return { differences };
}

/** Why the structure need not be made in a way, or cannot. */
async function obstacleTo(
  source: Source,
  { target }: ExclusiveSession,
  schema: Schema,
): Promise<string | undefined> {
  if (source === 'pg_dump') return await noDumperFor(await requireVersion(target));
  if (!schema.migrations) return 'by migrations: the domain has none';
  const unknown = await unknownRelation(target, schema);
  return unknown && `by migrations: they do not make ${unknown}`;
}

/** Resolves to a connection to the new database, or to what it has not the same; it is dropped then. */
async function makeBy(
  source: Source,
  session: ExclusiveSession,
  schema: Schema,
  wanted: readonly Trimming[],
): Promise<{ readonly next?: pg.Client; readonly reasons: readonly string[] }> {
  const { target, url } = session;
  const beside = withDatabase(url, session.next);
  let next: pg.Client | undefined;
  try {
    await create(session);
    if (source === 'migrations') await migrations(schema, beside).up();
    else await restore(await dumpStructure(url, ourSchemas), beside);
    next = await session.connect(session.next);
    // What the migrations say of this database comes from the old one.
    if (source === 'migrations') await next.query('delete from public.mikro_orm_migrations');
    const reasons = await dress(target, next, wanted);
    if (reasons.length === 0) return { next, reasons };
    await next.end();
    await dropShadow(session);
    return { reasons: reasons.slice(0, 3) };
  } catch (error) {
    await next?.end();
    await dropShadow(session);
    if (!isRefusal(error)) throw error;
    return { reasons: [error.message] };
  }
}

/** Makes the structure that a script of `pg_dump` has, on a connection whose settings the script may change. */
async function restore(script: string, url: string): Promise<void> {
  const client = await connectPinned(url);
  try {
    await client.query(script);
    await switchEventTriggersOff(client);
  } finally {
    await client.end();
  }
}

/** Drops the database that is being built, where there is one. */
export async function dropShadow({
  maintenance,
  next,
}: Pick<ExclusiveSession, 'maintenance' | 'next'>): Promise<void> {
  await dropMarked(askOn(maintenance), next);
}

/** A table or view that our migrations do not make: then they need not be tried. */
async function unknownRelation(target: pg.ClientBase, schema: Schema): Promise<string | undefined> {
  const { rows } = await target.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name
       from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'f') and relpersistence <> 't' and ${platformSchemas} and ${noMember('pg_class', 'c.oid')}
        and ${nameOfClass('c')} <> all ($1) and nspname <> all ($2)
      order by name limit 1`,
    [[...declaredNames(schema), 'mikro_orm_migrations'], schema.namespaces],
  );
  return rows[0]?.name;
}

/** That it cannot be made in this way, rather than that something went wrong. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof DumpFailed ||
  hasCode(error, 'migration_refused', 'extension_unavailable') ||
  (isDatabaseError(error) && /^(0A|22|3F|42)/.test(error.code));

async function create({ maintenance, name, next, by }: ExclusiveSession): Promise<void> {
  const { creation, trimmings } = await databaseProperties(maintenance, name);
  const mark = { kind: 'next', by, about: name } as const;
  await createMarked(askOn(maintenance), next, `template template0 ${creation}`, mark);
  for (const statement of trimmings(next)) await maintenance.query(statement);
}

/**
 * Puts owners, grants and comments on where they are missing. Resolves to what is still otherwise than wanted, or else to
 * what could not show its rows there.
 */
async function dress(
  target: pg.Client,
  next: pg.Client,
  wanted: readonly Trimming[],
): Promise<readonly string[]> {
  await trim(next, wanted);
  await next.query('begin');
  await switchEventTriggersAs(target, next);
  const differences = await differencesBetween(target, next);
  await next.query('rollback');
  return differences.length > 0 ? differences : await unrefreshableViews(target, next);
}
