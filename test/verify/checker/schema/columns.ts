/** What the schema says about one column. */
export interface Column {
  readonly type: 'uuid' | 'text' | 'enum' | 'integer' | 'number' | 'boolean' | 'time' | 'path' | 'other';
  readonly nullable: boolean;
  /** The most characters of a text. */
  readonly length?: number;
  /** What an enum may be. */
  readonly values?: readonly string[];
  /** The table whose only primary key column it refers to. */
  readonly references?: string;
}

export type Columns = Readonly<Record<string, Column>>;

const column = (type: Column['type'], more: Partial<Column> = {}): Column => ({
  type,
  nullable: false,
  ...more,
});

/** A column that may be null. */
export const maybe = (given: Column): Column => ({ ...given, nullable: true });

export const uuid = column('uuid');
export const varchar = (length: number): Column => column('text', { length });
export const oneOf = (...values: string[]): Column => column('enum', { values });
export const integer = column('integer');
export const number = column('number');
export const boolean = column('boolean');
export const time = column('time');
export const path = column('path');
/** Columns about whose values there is no rule: json and ip addresses. */
export const other = column('other');

/** A reference to the uuid of another table. */
export const to = (references: string): Column => column('uuid', { references });
/** A reference to a table whose id is a text. */
export const toText = (references: string, length = 255): Column => column('text', { length, references });

export const history: Columns = { version: integer, created_at: time, updated_at: time };

export const audit: Columns = {
  id: uuid,
  ...history,
  created_by: maybe(to('user')),
  updated_by: maybe(to('user')),
  properties: maybe(other),
};

/** The audit of a link table, whose writers have no foreign key. */
export const linkAudit: Columns = { ...history, created_by: maybe(uuid), updated_by: maybe(uuid) };

export const titled: Columns = { title: maybe(varchar(255)), description: maybe(varchar(4096)) };
export const slugged: Columns = { ...titled, slug: varchar(255) };
export const archivable: Columns = { archived_at: maybe(time) };
export const numbered: Columns = { number: maybe(varchar(255)) };
export const contact: Columns = {
  email: maybe(varchar(320)),
  telephone: maybe(varchar(255)),
  fax_number: maybe(varchar(255)),
  url: maybe(varchar(2048)),
};
export const avatar: Columns = { avatar_color: maybe(integer), avatar_image: maybe(varchar(2048)) };
export const address: Columns = {
  postal_code: maybe(varchar(255)),
  locality: maybe(varchar(255)),
  region: maybe(varchar(255)),
  country: maybe(varchar(255)),
  street_address: maybe(varchar(1024)),
};
