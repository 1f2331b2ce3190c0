import type { Client } from 'pg';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { excerpt, excerptOfAnswer } from '../errors/excerpt.ts';
import {
  type CatalogDifference,
  compareWithoutInherited,
  describeDifference,
  placeOf,
  readCatalog,
} from './catalog.ts';
import { connectPinned } from './connect.ts';
import { type DatabaseError, isDatabaseError } from './database-error.ts';
import { Lender } from './lender.ts';
import { migrationPath, pinnedPath } from './migrator.ts';
import { declaredOrm } from './offline-orm.ts';
import { onScratchDatabase } from './scratch.ts';
import { dialectOn, ormOn } from './single-client.ts';

/** How many objects are otherwise. */
export interface DriftCounts {
  readonly missing: number;
  readonly extra: number;
  readonly changed: number;
}

/** How a database differs from the entities; both lists are empty where it does not. */
export interface Drift {
  /** The statements by which the ORM would make the database equal to the entities. */
  readonly ormDiff: readonly string[];
  /** What the catalogue has otherwise than that of a new database: a line an object. */
  readonly catalogDiff: readonly string[];
  /** The same in numbers: by kind, such as `column`, and by table, where they go with one. */
  readonly counts: {
    readonly kinds: Readonly<Record<string, DriftCounts>>;
    readonly tables: Readonly<Record<string, DriftCounts>>;
  };
}

/**
 * Compares a database with the entities in two ways, because each sees what the other may not: by the
 * ORM's own diff, and by the catalogue of a scratch database that is made from the entities on the same
 * server, beside the database, and dropped again.
 *
 * To be called as the tables' owner: PostgreSQL hides checks from others, and they look missing.
 *
 * @throws `scratch_database_refused` where the user may not create databases; `entities_refused`
 * @example (await findDrift(courseSchema, url)).catalogDiff // ['~ trigger user_timestamps on "user" differs: …']
 */
export async function findDrift(schema: Schema, url: string): Promise<Drift> {
  const client = await connectPinned(url);
  try {
    return await findDriftBy(client, schema, url);
  } finally {
    await client.end();
  }
}

/** As `findDrift`, by a connection to the database, whose session is pinned. */
export async function findDriftBy(client: Client, schema: Schema, url: string): Promise<Drift> {
  const statements = await updateOf(schema, client);
  const { expected, noise } = await onDatabaseOfEntities(client, url, schema, async (scratch) => ({
    expected: await readCatalog(scratch, schema),
    noise: statements.length === 0 ? [] : await updateOf(schema, scratch),
  }));
  const found = await readCatalog(client, schema);
  const differences = compareWithoutInherited(expected, found);
  return {
    // What the ORM would change in a database that is as the entities say, it would change for ever.
    ormDiff: statements.filter((sql) => !noise.includes(sql)),
    catalogDiff: differences.map(describeDifference),
    counts: countsOf(differences, [...expected.keys(), ...found.keys()]),
  };
}

function countsOf(differences: readonly CatalogDifference[], objects: readonly string[]): Drift['counts'] {
  const tables = new Set(
    objects.flatMap((object) => (object.startsWith('table ') ? [object.slice('table '.length)] : [])),
  );
  const placed = differences.map(({ kind, object }) => ({ how: kind, ...placeOf(object, tables) }));
  const count = (by: 'kind' | 'table'): Record<string, DriftCounts> => {
    const groups = Map.groupBy(placed, (one) => one[by]);
    return Object.fromEntries(
      [...groups]
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
        .flatMap(([name, some]) => {
          const of = (how: CatalogDifference['kind']) => some.filter((one) => one.how === how).length;
          const counts = { missing: of('missing'), extra: of('extra'), changed: of('changed') };
          return name === undefined ? [] : [[name, counts] as const];
        }),
    );
  };
  return { kinds: count('kind'), tables: count('table') };
}

/** The lines of the statements by which the ORM would make a database equal to the entities. */
async function updateOf(schema: Schema, client: Client): Promise<readonly string[]> {
  const orm = ormOn(schema, dialectOn(new Lender(client)));
  const update = await orm.schema.getUpdateSchemaSQL({ wrap: false });
  return update.split('\n').filter((line) => line.trim() !== '');
}

/**
 * Lets `work` have a scratch database that is made from the entities, as `onScratchDatabase` does.
 *
 * @throws `entities_refused`, and what `onScratchDatabase` throws
 */
export async function onDatabaseOfEntities<T>(
  client: Client,
  url: string,
  schema: Schema,
  work: (scratch: Client, url: string) => Promise<T>,
): Promise<T> {
  const script = await declaredOrm(schema).schema.getCreateSchemaSQL({ wrap: false });
  return await onScratchDatabase(client, url, async (scratchUrl) => {
    const scratch = await connectPinned(scratchUrl);
    try {
      // The ORM writes names without a schema, and only the ORM has put anything into `public` here.
      await scratch.query(`set search_path to ${migrationPath}`);
      await scratch.query(script).catch((error: unknown) => explainRefusal(schema, script, error));
      await scratch.query(`set search_path to ${pinnedPath}`);
      return await work(scratch, scratchUrl);
    } finally {
      await scratch.end();
    }
  });
}

/** With the line that PostgreSQL points to. */
function explainRefusal({ name }: Schema, script: string, error: unknown): never {
  if (!isDatabaseError(error)) throw error;
  throw entitiesRefused(name, error.code, error.message, lineOf(script, error), error);
}

/** Where PostgreSQL points to no place, as for checks, the first line with a name that it quotes. */
function lineOf(script: string, { position, message }: DatabaseError): string | undefined {
  const lines = script.split('\n');
  // It counts characters, of which JavaScript takes some for two.
  if (position !== undefined)
    return lines[
      [...script]
        .slice(0, Number(position) - 1)
        .join('')
        .split('\n').length - 1
    ];
  const names = [...message.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  return lines.find((line) => names.some((name) => line.split(/\W+/).includes(name)));
}

function entitiesRefused(
  domain: string,
  sqlState: string,
  answer: string,
  line: string | undefined,
  cause?: unknown,
): SeedbedError {
  const told = excerptOfAnswer(answer);
  const place = line === undefined ? undefined : excerpt(line);
  return new SeedbedError('entities_refused', {
    message: `PostgreSQL does not make the tables of '${domain}' as its entities say (${sqlState}): ${told}${place === undefined ? '' : `, in: ${place}`}.`,
    details: { domain, sqlState, answer: told, line: place },
    cause,
  });
}
