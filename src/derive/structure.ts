import { z } from 'zod';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const names = list(z.string());

const column = z.strictObject({
  name: z.string(),
  /** As PostgreSQL prints it, such as `character varying(80)` or `public.mood[]`. */
  type: z.string(),
  /** The same without domains: what its values are in the end. */
  over: z.string(),
  nullable: z.boolean(),
  /** The labels of an enum, or of the members of an array of one. */
  labels: names.exactOptional(),
  /** SQL of its default. */
  fallback: z.string().exactOptional(),
  identity: z.enum(['always', 'by default']).exactOptional(),
  /** SQL of what the database computes it from. */
  computed: z.string().exactOptional(),
});

const unique = z.strictObject({
  name: z.string(),
  /** The columns that it is about, also those within an expression. */
  columns: names,
  /** SQL: rows for which it is not true do not count. */
  where: z.string().exactOptional(),
  /** Whether it is about expressions, or about more than equality: an exclusion. */
  beyond: z.enum(['expression', 'exclusion']).exactOptional(),
  /** Whether two nulls are the same, too. */
  nullsEqual: z.literal(true).exactOptional(),
});

const foreignKey = z.strictObject({
  name: z.string(),
  columns: names,
  table: z.string(),
  /** The columns there, in the same order. */
  references: names,
});

const check = z.strictObject({
  name: z.string(),
  columns: names,
  /** SQL that must not be false. */
  expression: z.string(),
});

/**
 * A value in the form in which factories have it; a time, as milliseconds after the reference time; any text of a regular
 * expression; or that the column is not null, where its values are keys or unique.
 */
const cell = z.union([
  z.strictObject({ value: z.unknown() }),
  z.strictObject({ after: z.number() }),
  z.strictObject({ pattern: z.string() }),
  z.strictObject({ kept: z.literal(true) }),
]);

/** Combinations of values that satisfy all checks of a table, a cell for each of the columns. */
const admitted = z.strictObject({
  columns: names,
  rows: list(list(cell)),
  /** By columns that are keys, those of the rows that checks are about: a key that is only kept is none of them. */
  literals: z.record(z.string(), list(z.unknown())).readonly().exactOptional(),
});

/** Two keys to one table: checks demand that the first points to the lower row. */
const ordered = z.tuple([z.string(), z.string()]).readonly();

const table = z.strictObject({
  name: z.string(),
  columns: list(column),
  primary: names,
  uniques: list(unique),
  foreignKeys: list(foreignKey),
  checks: list(check),
  admitted: admitted.exactOptional(),
  ordered: list(ordered).exactOptional(),
});

/** A check for which no values were found, with what PostgreSQL says where it could not be asked. */
const unsolved = z.strictObject({ table: z.string(), check, problem: z.string().exactOptional() });

/** The tables of a database, as plain data that can be kept in a file. Those outside `public` are called with their schema. */
export const databaseStructure = z.strictObject({
  version: z.literal(1),
  tables: list(table),
  /** Types with conditions, which SQL calls domains. */
  domainTypes: list(z.strictObject({ name: z.string(), over: z.string() })),
  extensions: names,
  unsolved: list(unsolved),
  /** Tables of which nothing tells the rows apart, and those that are partitioned and have no partition. */
  leftOut: names,
  /** Tables of schemas that the role may not use, or that the ORM cannot name. */
  elsewhere: names,
});

export type ColumnStructure = z.output<typeof column>;
export type UniqueStructure = z.output<typeof unique>;
export type ForeignKeyStructure = z.output<typeof foreignKey>;
export type CheckStructure = z.output<typeof check>;
export type AdmittedCell = z.output<typeof cell>;
export type Admitted = z.output<typeof admitted>;
export type TableStructure = z.output<typeof table>;
export type UnsolvedCheck = z.output<typeof unsolved>;
export type DatabaseStructure = z.output<typeof databaseStructure>;
