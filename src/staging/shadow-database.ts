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
import { hasCode } from '../errors/error.ts';
import { unrefreshableViews } from './carry/views.ts';
import { databaseProperties } from './database-properties.ts';
import { switchEventTriggersAs, switchEventTriggersOff } from './event-triggers.ts';
import type { Runner } from './runner.ts';
import { noMember, platformSchemas } from './structure/platform.ts';
import { differencesBetween } from './structure/structure.ts';
import { readTrimmings, type Trimming, trim } from './structure/trim.ts';
import { StructureDiffersError } from './structure-differs.ts';

/** Where a new database has its structure from. */
export type Source = 'migrations' | 'pg_dump';

/** An empty database in the place of which another one is to come. */
interface MadeBeside {
  readonly source: Source;
  /** A connection to it. */
  readonly next: pg.Client;
}

/**
 * Makes an empty database beside the one that is to be replaced, with its structure, owners, grants and settings:
 * by our migrations where that gives the same, else by `pg_dump`.
 *
 * @throws `structure_differs` where neither does, or the role may not; nothing is left then
 */
export async function makeBeside(runner: Runner, schema: Schema): Promise<MadeBeside> {
  const wanted = await readTrimmings(runner.target);
  const reasons: string[] = [];
  for await (const source of ways(runner, schema)) {
    if ('impossible' in source) {
      reasons.push(source.impossible);
      continue;
    }
    let next: pg.Client | undefined;
    try {
      await dropBeside(runner);
      await create(runner);
      await source.make(withDatabase(runner.url, runner.next), schema);
      next = await runner.open(runner.next);
      // What the migrations say of this database comes from the old one.
      if (source.name === 'migrations') await next.query('delete from public.mikro_orm_migrations');
      const differences = await dress(runner.target, next, wanted);
      if (differences.length === 0) return { source: source.name, next };
      await next.end();
      reasons.push(...differences.slice(0, 3).map((line) => `by ${source.name}: ${line}`));
    } catch (error) {
      await next?.end();
      await dropBeside(runner);
      if (!isRefusal(error)) throw error;
      reasons.push(`by ${source.name}: ${error.message}`);
    }
  }
  await dropBeside(runner);
  throw new StructureDiffersError(runner.name, reasons);
}

/** Drops the database that is being built, where there is one. */
export async function dropBeside({ maintenance, next }: Pick<Runner, 'maintenance' | 'next'>): Promise<void> {
  await dropMarked(askOn(maintenance), next);
}

type Way =
  | { readonly name: Source; readonly make: (url: string, schema: Schema) => Promise<void> }
  | { readonly impossible: string };

/** The best first; what a way needs is looked for once the one before it is not taken. */
async function* ways({ url, target }: Runner, schema: Schema): AsyncGenerator<Way, void, void> {
  const unknown = schema.migrations && (await unknownRelation(target, schema));
  if (!schema.migrations) yield { impossible: 'by migrations: the domain has none' };
  else if (unknown === undefined) yield { name: 'migrations', make: migrate };
  else yield { impossible: `by migrations: they do not make ${unknown}` };
  const dump = async (beside: string): Promise<void> => {
    const script = await dumpStructure(url, ourSchemas);
    await withClient(beside, async (client) => {
      await client.query(script);
      await switchEventTriggersOff(client);
    });
  };
  const noDump = await noDumperFor(await requireVersion(target));
  yield noDump === undefined ? { name: 'pg_dump', make: dump } : { impossible: noDump };
}

/** A table or view that our migrations do not make: then they need not be tried. */
async function unknownRelation(target: pg.ClientBase, schema: Schema): Promise<string | undefined> {
  const { rows } = await target.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name
       from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'f') and relpersistence <> 't' and ${platformSchemas} and ${noMember('pg_class', 'c.oid')}
        and not (nspname = 'public' and relname = any ($1)) and nspname <> all ($2)
      order by name limit 1`,
    [[...declaredNames(schema), 'mikro_orm_migrations'], schema.namespaces],
  );
  return rows[0]?.name;
}

async function migrate(url: string, schema: Schema): Promise<void> {
  await migrations(schema, url).up();
}

/** That it cannot be made in this way, rather than that something went wrong. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof DumpFailed ||
  hasCode(error, 'migration_refused', 'extension_unavailable') ||
  (isDatabaseError(error) && /^(0A|22|3F|42)/.test(error.code));

async function create({ maintenance, name, next, by }: Runner): Promise<void> {
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

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = await connectPinned(url);
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
