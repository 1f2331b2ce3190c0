import type { EntityClass } from '../entities/row.ts';

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
