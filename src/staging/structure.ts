import type pg from 'pg';
import { type Catalog, describeDifferences } from '../database/catalog.ts';
import { catalogQuery } from '../database/catalog-query.ts';
import { platformSchemas, trimmingsQuery } from './structure-query.ts';

interface Trimming {
  readonly object: string;
  readonly definition: string;
  readonly make: string | null;
  readonly unmake: string | null;
}

/** Everything that a database is made of but its rows: definitions, owners, grants, comments. */
export interface Structure {
  readonly catalog: Catalog;
  readonly trimmings: readonly Trimming[];
}

/** Reads the structure of a whole database, what is PostgreSQL's or ours left out. */
export async function readStructure(client: pg.ClientBase): Promise<Structure> {
  // PostgreSQL prints names with or without their schema according to the search path.
  await client.query('set search_path to public');
  const { rows: schemas } = await client.query<{ name: string; relations: string[] }>(
    `select nspname as name, coalesce(array_agg(relname::text) filter (where relname is not null), '{}') as relations
       from pg_namespace n left join pg_class c on c.relnamespace = n.oid
      where ${platformSchemas} group by nspname`,
  );
  const relations = schemas.find(({ name }) => name === 'public')?.relations ?? [];
  const others = schemas.map(({ name }) => name).filter((name) => name !== 'public');
  const { rows } = await client.query<{ object: string; definition: string }>(catalogQuery, [
    relations,
    others,
  ]);
  const { rows: trimmings } = await client.query<Trimming>(trimmingsQuery);
  return { catalog: new Map(rows.map(({ object, definition }) => [object, definition])), trimmings };
}

/** In what a structure differs from the one that is wanted, a line each. */
export function differencesOfStructures(wanted: Structure, found: Structure): readonly string[] {
  return describeDifferences(whole(wanted), whole(found));
}

/**
 * Puts owners, grants and comments on objects that have the right definitions otherwise.
 *
 * @throws pg.DatabaseError where the role may not do that
 */
export async function trim(client: pg.ClientBase, wanted: Structure): Promise<void> {
  // A new owner takes the grants of the old one along, so grants are looked at once it is there.
  for (const isDone of [isOwner, () => true]) {
    const { trimmings } = await readStructure(client);
    const statements = [...missing(trimmings, wanted.trimmings), ...surplus(trimmings, wanted.trimmings)]
      .filter(({ object }) => isDone(object))
      .flatMap(({ statement }) => statement ?? []);
    if (statements.length > 0) await client.query(statements.join(';\n'));
  }
}

const isOwner = (object: string): boolean => object.startsWith('owner of ');

function missing(found: readonly Trimming[], wanted: readonly Trimming[]) {
  const present = new Map(found.map(({ object, definition }) => [object, definition]));
  return wanted
    .filter(({ object, definition }) => present.get(object) !== definition)
    .map(({ object, make }) => ({ object, statement: make }));
}

function surplus(found: readonly Trimming[], wanted: readonly Trimming[]) {
  const known = new Set(wanted.map(({ object }) => object));
  return found
    .filter(({ object }) => !known.has(object))
    .map(({ object, unmake }) => ({ object, statement: unmake }));
}

const whole = ({ catalog, trimmings }: Structure): Catalog =>
  new Map([...catalog, ...trimmings.map(({ object, definition }): [string, string] => [object, definition])]);
