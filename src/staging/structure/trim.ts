import type pg from 'pg';
import { trimmingsQuery } from './trimmings.ts';

/** An owner, a grant or a comment. */
export interface Trimming {
  readonly object: string;
  readonly definition: string;
  readonly make: string;
  readonly unmake: string | null;
}

/** Reads owners, grants and comments of a database, which a statement each puts on another one. */
export async function readTrimmings(client: pg.ClientBase): Promise<readonly Trimming[]> {
  return (await client.query<Trimming>(trimmingsQuery)).rows;
}

/**
 * Puts owners, grants and comments on objects that have the right definitions otherwise.
 *
 * @throws pg.DatabaseError where the role may not do that
 */
export async function trim(client: pg.ClientBase, wanted: readonly Trimming[]): Promise<void> {
  // A new owner takes the grants of the old one along, so grants are looked at once it is there.
  for (const isDone of [isOwner, () => true]) {
    const found = await readTrimmings(client);
    const statements = [...missing(found, wanted), ...surplus(found, wanted)]
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
