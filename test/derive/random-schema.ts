import * as fc from 'fast-check';

/** What columns of random tables are. */
const TYPES = [
  ...['int', 'bigint', 'smallint', 'numeric(8,2)', 'numeric', 'real', 'double precision', 'boolean'],
  ...['text', 'varchar(12)', 'char(4)', 'word', 'share', 'bytea', 'bit(6)', 'uuid', 'jsonb', 'json'],
  ...['timestamptz', 'timestamp(0)', 'date', 'time', 'interval', 'inet', 'cidr', 'macaddr', 'point'],
  ...['text[]', 'int[]', 'date[]', 'shade', 'shade[]', 'size', 'int4range', 'daterange', 'tstzrange'],
] as const;

const SORTABLE =
  /^(int|bigint|smallint|text|varchar|numeric|timestamp|date|uuid|shade|size|boolean|word|inet)(\(|tz|$)/;
const NUMBER = /^(int|bigint|smallint|numeric|real|double precision)(\(|$)/;
const TEXT = /^(text|varchar\(12\)|word)$/;
const RANGE = /range$/;

const NAMES = [
  ...['name', 'email', 'price', 'status', 'starts_at', 'ends_at', 'deleted_at', 'Count', 'select', 'note'],
  ...['code', 'is_active', 'created_at', 'updated_at', 'quantity', 'slug', 'country', 'value'],
];

/** `pivot`: the two first keys to other tables together. */
type Key = 'int' | 'bigint identity' | 'uuid' | 'text' | 'smallint' | 'serial' | 'pair' | 'pivot' | 'label';

interface RandomColumn {
  readonly type: (typeof TYPES)[number];
  readonly nullable: boolean;
  readonly check: number;
}

interface Reference {
  /** The number of the table that it points to, among all: later ones make circles. */
  readonly to: number;
  readonly kind: 'needed' | 'nullable' | 'unique' | 'deferred' | 'own';
}

interface RandomTable {
  readonly key: Key;
  readonly columns: readonly RandomColumn[];
  readonly references: readonly Reference[];
  readonly unique:
    | 'none'
    | 'column'
    | 'lower'
    | 'partial'
    | 'flagged'
    | 'pair'
    | 'nulls'
    | 'of parent'
    | 'either order'
    | 'exclusion';
  /** A check over several columns, by its number; often there are none that it can be about. */
  readonly between: number;
  readonly computed: boolean;
}

export type RandomSchema = readonly RandomTable[];

const column: fc.Arbitrary<RandomColumn> = fc.record({
  type: fc.constantFrom(...TYPES),
  nullable: fc.boolean(),
  check: fc.integer({ min: 0, max: 5 }),
});

const table: fc.Arbitrary<RandomTable> = fc.record({
  key: fc.constantFrom<Key>(
    ...(['int', 'bigint identity', 'uuid', 'text', 'smallint', 'serial', 'pair', 'pivot', 'label'] as const),
  ),
  columns: fc.array(column, { maxLength: 6 }),
  references: fc.array(
    fc.record({
      to: fc.nat({ max: 11 }),
      kind: fc.constantFrom(...(['needed', 'nullable', 'unique', 'deferred', 'own'] as const)),
    }),
    { maxLength: 3 },
  ),
  unique: fc.constantFrom(
    ...(['none', 'column', 'lower', 'partial', 'flagged', 'pair', 'nulls'] as const),
    ...(['of parent', 'either order', 'exclusion'] as const),
  ),
  between: fc.integer({ min: 0, max: 9 }),
  computed: fc.boolean(),
});

/** One to twelve tables. */
export const randomSchema: fc.Arbitrary<RandomSchema> = fc.array(table, { minLength: 1, maxLength: 12 });

interface NamedColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

const quoted = (name: string): string => `"${name}"`;

/** The statements that make the tables of several schemas. Keys to later tables, and most to the own one, may be null. */
export const sqlOf = (schemas: readonly RandomSchema[]): string =>
  [
    `create type shade as enum ('red', 'dark green', 'b''lue')`,
    `create type size as enum ('s', 'm', 'l', 'xl')`,
    'create domain share as numeric(3,2) check (value between 0 and 1)',
    `create domain word as varchar(20) check (value ~ '^[a-z]{3,9}$')`,
    ...schemas.flatMap((schema, i) => statementsOf(schema, `s${i}t`)),
  ].join(';\n');

function statementsOf(schema: RandomSchema, prefix: string): string[] {
  const tables = schema.map((_, i) => new TableSql(schema, i, prefix));
  // What a key points to has to be unique first.
  return [
    ...tables.map((one) => one.table()),
    ...tables.map((one) => one.references()),
    ...tables.flatMap((one) => one.foreignKeys()),
    ...tables.flatMap((one) => one.uniques()),
    ...tables.flatMap((one) => one.checks()),
  ].filter((statement) => statement !== '');
}

class TableSql {
  readonly #schema: RandomSchema;
  readonly #i: number;
  readonly #prefix: string;

  constructor(schema: RandomSchema, i: number, prefix: string) {
    this.#schema = schema;
    this.#i = i;
    this.#prefix = prefix;
  }

  get #own(): RandomTable {
    return tableAt(this.#schema, this.#i);
  }

  get #name(): string {
    return `${this.#prefix}${this.#i}`;
  }

  get #columns(): NamedColumn[] {
    return this.#own.columns.map(({ type, nullable }, k) => ({
      name: quoted(`${NAMES[(this.#i + k) % NAMES.length]}${k}`),
      type,
      nullable,
    }));
  }

  table(): string {
    const columns = this.#own.columns.map(({ check }, k) => {
      const { name, type, nullable } = this.#columns[k] ?? { name: '', type: '', nullable: true };
      const condition = conditionOf(name, type, check);
      return `${name} ${type}${nullable ? '' : ' not null'}${condition === '' ? '' : ` check (${condition})`}`;
    });
    const [source] = this.#columns.filter(({ type }) => TEXT.test(type) || NUMBER.test(type));
    const expression = source && (TEXT.test(source.type) ? `upper(${source.name})` : `${source.name} * 2.0`);
    const type = source && TEXT.test(source.type) ? 'text' : 'double precision';
    const computed =
      this.#own.computed && source ? [`made ${type} generated always as (${expression}) stored`] : [];
    return `create table ${this.#name} (${[...keyParts(keyOf(this.#schema, this.#i)), ...columns, ...computed].join(', ')})`;
  }

  /** Columns of keys to other tables, and the key that consists of them. */
  references(): string {
    const added = this.#own.references.flatMap((reference, k) =>
      linkOf(this.#schema, this.#i, k).map(
        ({ name, type }) => `add ${name} ${type}${this.#isDemanded(reference, k) ? ' not null' : ''}`,
      ),
    );
    const key = keyColumns(this.#schema, this.#i).map(({ name }) => name);
    if (keyOf(this.#schema, this.#i) === 'pivot') added.push(`add primary key (${key.join(', ')})`);
    return added.length === 0 ? '' : `alter table ${this.#name} ${added.join(', ')}`;
  }

  foreignKeys(): string[] {
    return this.#own.references.map(({ kind }, k) => {
      const columns = linkOf(this.#schema, this.#i, k)
        .map(({ name }) => name)
        .join(', ');
      const wait = kind === 'deferred' ? ' deferrable initially deferred' : '';
      const unique = kind === 'unique' ? `, add unique (${columns})` : '';
      const target = targetOf(this.#schema, this.#i, k);
      return `alter table ${this.#name} add foreign key (${columns}) references ${this.#prefix}${target}${wait}${unique}`;
    });
  }

  #isDemanded({ kind }: Reference, k: number): boolean {
    const target = targetOf(this.#schema, this.#i, k);
    if (keyOf(this.#schema, this.#i) === 'pivot' && k < 2) return true;
    return (kind === 'needed' || kind === 'own') && target < this.#i;
  }

  uniques(): string[] {
    const sortable = this.#columns.filter(({ type }) => SORTABLE.test(type));
    const [one, two] = sortable;
    const free = sortable.find(({ type }) => !/^(boolean|shade|size)$/.test(type));
    const text = this.#columns.find(({ type }) => TEXT.test(type));
    const flag = this.#columns.find(({ type, nullable }) => type === 'boolean' || nullable);
    const range = this.#columns.find(({ type }) => RANGE.test(type));
    const index = (columns: string, rest = ''): string[] => [
      `create unique index on ${this.#name} (${columns})${rest}`,
    ];
    const [link] = this.#own.references.map((_, k) => linkOf(this.#schema, this.#i, k));
    const parent = link?.map(({ name }) => name).join(', ');
    const [first, second] = this.#alike() ?? [];
    switch (this.#own.unique) {
      case 'column':
        return free ? index(free.name) : [];
      case 'lower':
        return text ? index(`lower(${text.name})`) : [];
      case 'partial':
        return free ? index(free.name, ` where ${free.name} is not null`) : [];
      case 'flagged':
        return free && flag
          ? index(free.name, flag.type === 'boolean' ? ` where ${flag.name}` : ` where ${flag.name} is null`)
          : [];
      case 'pair':
        return one && two ? index(`${one.name}, ${two.name}`) : [];
      case 'nulls':
        return free ? index(free.name, ' nulls not distinct') : [];
      case 'of parent':
        return parent && free ? index(`${parent}, ${free.name}`) : [];
      case 'either order':
        return first && second ? index(`least(${first}, ${second}), greatest(${first}, ${second})`) : [];
      case 'exclusion':
        return range ? [`alter table ${this.#name} add exclude using gist (${range.name} with &&)`] : [];
      default:
        return [];
    }
  }

  /** Two keys of one column to the same table. */
  #alike(): readonly string[] | undefined {
    const single = this.#own.references.flatMap((_, k) => {
      const [one, ...more] = linkOf(this.#schema, this.#i, k);
      return one && more.length === 0 ? [{ name: one.name, target: targetOf(this.#schema, this.#i, k) }] : [];
    });
    const [first, second] = single.filter((one) =>
      single.some((other) => other !== one && other.target === one.target),
    );
    return first && second && first.target === second.target ? [first.name, second.name] : undefined;
  }

  checks(): string[] {
    const check = (condition: string): string[] => [`alter table ${this.#name} add check (${condition})`];
    const pairOf = (isOne: (column: NamedColumn) => boolean) => {
      const [one, two] = this.#columns.filter(isOne);
      return one && two ? { one, two } : undefined;
    };
    const numbers = pairOf(({ type }) => NUMBER.test(type));
    const times = pairOf(({ type }) => type === 'timestamptz') ?? pairOf(({ type }) => type === 'date');
    const nullables = pairOf(({ nullable }) => nullable);
    const [first, second] = this.#alike() ?? [];
    const label = this.#columns.find(({ type }) => type === 'shade' || type === 'boolean');
    const nullable = this.#columns.find((one) => one.nullable && one !== label);
    const isLabel = label?.type === 'shade' ? `${label.name} = 'red'` : label?.name;
    switch (this.#own.between) {
      case 1:
        return numbers ? check(`${numbers.one.name} <= ${numbers.two.name}`) : [];
      case 2:
        return times ? check(`${times.one.name} < ${times.two.name}`) : [];
      case 3:
        return nullables ? check(`num_nonnulls(${nullables.one.name}, ${nullables.two.name}) >= 1`) : [];
      case 4:
        return label && nullable ? check(`(${isLabel}) = (${nullable.name} is not null)`) : [];
      case 5:
        return label && nullable ? check(`not ${isLabel} or ${nullable.name} is null`) : [];
      case 6:
        return first && second ? check(`${first} <> ${second}`) : [];
      case 7:
        return first && second ? check(`${first} < ${second}`) : [];
      case 8:
        return nullables ? check(`${nullables.one.name} is null or ${nullables.two.name} is null`) : [];
      default:
        return [];
    }
  }
}

function tableAt(schema: RandomSchema, i: number): RandomTable {
  const found = schema[i];
  if (!found) throw new Error(`there is no table ${i}`);
  return found;
}

/** A pivot needs two keys to tables before it. */
function keyOf(schema: RandomSchema, i: number): Key {
  const { key, references } = tableAt(schema, i);
  return key === 'pivot' && (i === 0 || references.length < 2) ? 'int' : key;
}

/** The table that the k-th key points to: that of a pivot is before it. */
function targetOf(schema: RandomSchema, i: number, k: number): number {
  const { to, kind } = tableAt(schema, i).references[k] ?? { to: 0, kind: 'needed' };
  if (keyOf(schema, i) === 'pivot' && k < 2) return to % i;
  return kind === 'own' ? i : to % schema.length;
}

/** The columns of the k-th key to another table. */
const linkOf = (schema: RandomSchema, i: number, k: number): { name: string; type: string }[] =>
  keyColumns(schema, targetOf(schema, i, k)).map(({ type }, place) => ({
    name: place === 0 ? `r${k}` : `r${k}_${place}`,
    type,
  }));

function keyColumns(schema: RandomSchema, i: number): { name: string; type: string }[] {
  const key = keyOf(schema, i);
  switch (key) {
    case 'pivot':
      return [...linkOf(schema, i, 0), ...linkOf(schema, i, 1)];
    case 'pair':
      return [
        { name: 'id', type: 'int' },
        { name: 'part', type: 'text' },
      ];
    case 'bigint identity':
      return [{ name: 'id', type: 'bigint' }];
    case 'serial':
      return [{ name: 'id', type: 'int' }];
    case 'label':
      return [{ name: 'id', type: 'text' }];
    default:
      return [{ name: 'id', type: key }];
  }
}

function keyParts(key: Key): string[] {
  switch (key) {
    case 'bigint identity':
      return ['id bigint generated always as identity primary key'];
    case 'pair':
      return ['id int not null', 'part text not null', 'primary key (id, part)'];
    case 'label':
      return [`id text primary key check (id in ('a', 'b', 'c', 'd'))`];
    case 'pivot':
      return [];
    default:
      return [`id ${key} primary key`];
  }
}

function conditionOf(name: string, type: string, check: number): string {
  if (/^(int|smallint|numeric\(8,2\))$/.test(type))
    return (
      ['', `${name} > 0`, `${name} between 3 and 20`, `${name} in (2, 4, 8)`, `${name} <> 7`, ''][check] ?? ''
    );
  if (type === 'text' || type === 'varchar(12)')
    return (
      [
        '',
        `${name} <> ''`,
        `${name} in ('open', 'shut')`,
        `char_length(${name}) = 5`,
        `${name} ~ '^[a-z]{2,4}$'`,
        '',
      ][check] ?? ''
    );
  if (type === 'timestamptz')
    return ['', '', `${name} > '2020-01-01'`, `${name} < '2100-01-01'`, '', ''][check] ?? '';
  if (type === 'text[]' || type === 'int[]')
    return ['', `cardinality(${name}) < 4`, `cardinality(${name}) > 0`, '', '', ''][check] ?? '';
  if (type === 'int4range' || type === 'daterange') return check === 1 ? `not isempty(${name})` : '';
  if (type === 'jsonb') return check === 1 ? `jsonb_typeof(${name}) = 'object'` : '';
  return '';
}
