import type { EntityClass } from './row.ts';

type ReferentialAction = 'cascade' | 'restrict' | 'no action' | 'set null';

/**
 * A foreign key of several columns that refers to a unique key other than the primary one.
 *
 * The ORM would write such a relation's columns wrongly at run time, so relations run over one column
 * and these keys stand beside them: the schema generator makes them, and factories read them.
 */
export interface CompositeKey {
  /** Constraint name. */
  readonly name: string;
  readonly entity: EntityClass;
  /** Column names, in order. */
  readonly columns: readonly string[];
  readonly references: { readonly entity: EntityClass; readonly columns: readonly string[] };
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly deferred?: boolean;
}

/** Rows that belong to the schema rather than to any dataset, such as the roles; keyed by column name. */
export interface LookupTable {
  readonly entity: EntityClass;
  readonly rows: readonly Readonly<Record<string, string | boolean>>[];
}

/** What `p` of MikroORM makes. */
interface ColumnBuilder {
  readonly '~options': object;
}

/** Columns that a table has beside those of its entity, such as those of a platform's newer version. */
export interface AddedColumns {
  readonly entity: EntityClass;
  /** By property, as `defineEntity` takes them. */
  readonly properties: Readonly<Record<string, ColumnBuilder>>;
}

/** A MikroORM of a project's own. What seedbed uses of it, because the ORM's types differ from copy to copy of the package. */
export interface ProjectOrm {
  readonly config: { getAll(): object };
  readonly schema: { getCreateSchemaSQL(): Promise<string> };
  getMetadata(): object;
}

/** The structure of one domain's database. */
export interface Schema {
  readonly name: string;
  readonly entities: readonly EntityClass[];
  /** Further columns of their tables. */
  readonly columns: readonly AddedColumns[];
  /** Directory of the migrations; undefined where other tools make the tables. */
  readonly migrations: URL | undefined;
  /** Extensions by name; made in schema `public`. */
  readonly extensions: readonly string[];
  /** SQL before the tables: sequences and functions, one statement an entry. */
  readonly prelude: readonly string[];
  /** SQL after the tables: what the ORM does not know, such as inheritance, one statement an entry. */
  readonly epilogue: readonly string[];
  /** Schemas other than `public` that `epilogue` makes. */
  readonly namespaces: readonly string[];
  readonly compositeKeys: readonly CompositeKey[];
  readonly lookups: readonly LookupTable[];
  /** Transaction-local settings under which triggers keep the values that a load brings. */
  readonly loadSettings: Readonly<Record<string, string>>;
  /** Whose entities stand for the rows, in the place of `entities`, wherever a project sees them. */
  readonly project?: ProjectOrm;
}

/** What a schema is defined by: what it does not have may be left out. */
export type Structure = Pick<Schema, 'name' | 'entities'> & Partial<Schema>;

/** Completes a schema. */
export const defineSchema = (structure: Structure): Schema => ({
  columns: [],
  migrations: undefined,
  extensions: [],
  prelude: [],
  epilogue: [],
  namespaces: [],
  compositeKeys: [],
  lookups: [],
  loadSettings: {},
  ...structure,
});
