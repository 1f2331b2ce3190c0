import type { MikroORM } from '@mikro-orm/postgresql';
import type { Domain } from '../../../src/domain.ts';
import type { EntityClass } from '../../../src/entities/row.ts';
import type { Case, Ops } from './case.ts';

/** Entities of the database that cases refer to, by class. */
export type Base = ReadonlyMap<EntityClass, readonly object[]>;

/** A domain whose factories are compared with its database, and what is special about it. */
export interface Subject {
  readonly domain: Domain;
  /** Fills a database with some of everything, for cases to refer to. */
  readonly fill: (orm: MikroORM) => Promise<Base>;
  /** One case or more for each rule that has to do with more than one column. */
  readonly contradictions: readonly Case[];
  /** What a factory is given first where another row shall have the same values, which may be null otherwise. */
  readonly first: Readonly<Record<string, Ops>>;
  /** Values that mean something to a column, such as `role.id`, right ones and wrong ones. */
  readonly special: Readonly<Record<string, readonly unknown[]>>;
  /** The factories of which entities are held by `within`. */
  readonly held: readonly string[];
  /** SQL that picks the rows which break a semantic rule, by the rule's name; stated apart from the catalogue. */
  readonly violations: Readonly<Record<string, string>>;
  /** Rules about columns that triggers, or a generated column, give another value than the row has. */
  readonly deriving: ReadonlySet<string>;
  /** Keys and nulls of columns that triggers derive: nobody sees the value that was given. */
  readonly overwritten: ReadonlySet<string>;
  /** Unique columns that cannot be alike without those of a key that is looked at first. */
  readonly implied: ReadonlySet<string>;
}
