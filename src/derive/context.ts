import type { Faker } from '@faker-js/faker';
import type { Stream } from '../random/stream.ts';

/** What the function of a derived column sees: the context of a factory, without the types of its entity. */
export interface ColumnContext {
  readonly n: number;
  readonly tag: string;
  readonly now: Date;
  readonly fake: Faker;
  readonly random: Stream;
  readonly row: Readonly<Record<string, unknown>>;
  readonly parents: Readonly<Record<string, Readonly<Record<string, unknown>> | null | undefined>>;
  id(): string;
  ordinal(): number;
}

/** Makes the value of a column. */
export type Draw = (context: ColumnContext) => unknown;
