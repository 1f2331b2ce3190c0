import type { EntityClass } from '../entities/row.ts';
import { SeedbedError } from '../errors/error.ts';
import { recordAsJson } from '../load/json.ts';
import type { AnyRow } from '../load/sink.ts';

/**
 * Thrown where the synchronous part of a call needs something of the database. An asynchronous call reads
 * it and starts the part again; a synchronous one tells its user.
 */
export class NeedRow extends Error {
  readonly entity: EntityClass;
  readonly key: unknown;

  constructor(entity: EntityClass, key: unknown) {
    super(`${entity.name} ${String(key)}`);
    this.entity = entity;
    this.key = key;
  }
}

/** As `NeedRow`, for all rows whose relation holds a key. */
export class NeedChildren extends Error {
  readonly entity: EntityClass;
  readonly relation: string;
  readonly key: unknown;

  constructor(entity: EntityClass, relation: string, key: unknown) {
    super(`${entity.name} by ${relation} ${String(key)}`);
    this.entity = entity;
    this.relation = relation;
    this.key = key;
  }
}

/** As `NeedRow`, for rows that have certain values. */
export class NeedMatches extends Error {
  readonly entity: EntityClass;
  readonly values: AnyRow;

  constructor(entity: EntityClass, values: AnyRow) {
    super(`${entity.name} with ${recordAsJson(values)}`);
    this.entity = entity;
    this.values = values;
  }
}

/** What has to be read of the database. */
export type Need = NeedRow | NeedChildren | NeedMatches;

export const isNeed = (error: unknown): error is Need =>
  error instanceof NeedRow || error instanceof NeedChildren || error instanceof NeedMatches;

/** What a factory's user is told where nothing can be read. */
export function needsDatabase(factory: string, need: Need): SeedbedError {
  const key = need instanceof NeedMatches ? recordAsJson(need.values) : String(need.key);
  return new SeedbedError('needs_database', {
    message: `${factory}.build must know the ${need.entity.name} ${key} to make what fits to it, and reads no database.`,
    details: { factory, parent: need.entity.name, key },
  });
}
