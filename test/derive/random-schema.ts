import * as fc from 'fast-check';

/** What columns of random tables are. */
const TYPES = [
  ...[
    'int',
    'bigint',
    'smallint',
    'text',
    'varchar(12)',
    'char(4)',
    'numeric(8,2)',
    'double precision',
    'boolean',
  ],
  ...[
    'timestamptz',
    'timestamp(0)',
    'date',
    'time',
    'interval',
    'uuid',
    'jsonb',
    'text[]',
    'int[]',
    'inet',
    'bytea',
  ],
  ...['shade', 'shade[]', 'share'],
] as const;

const SORTABLE = [
  'int',
  'bigint',
  'text',
  'varchar(12)',
  'numeric(8,2)',
  'timestamptz',
  'date',
  'uuid',
  'shade',
  'boolean',
];

const NAMES = [
  'name',
  'email',
  'price',
  'status',
  'starts_at',
  'ends_at',
  'deleted_at',
  'Count',
  'select',
  'note',
  'code',
  'is_active',
];

type Key = 'int' | 'bigint identity' | 'uuid' | 'text' | 'serial' | 'pair';

interface RandomColumn {
  readonly type: (typeof TYPES)[number];
  readonly nullable: boolean;
  readonly check: number;
}

interface RandomTable {
  readonly key: Key;
  readonly columns: readonly RandomColumn[];
  /** The number of the table that each points to, among all: later ones make circles. */
  readonly references: readonly { readonly to: number; readonly kind: 'needed' | 'nullable' | 'unique' }[];
  readonly unique: 'none' | 'column' | 'lower' | 'partial' | 'pair' | 'nulls';
}

export type RandomSchema = readonly RandomTable[];

const column: fc.Arbitrary<RandomColumn> = fc.record({
  type: fc.constantFrom(...TYPES),
  nullable: fc.boolean(),
  check: fc.integer({ min: 0, max: 5 }),
});

const table: fc.Arbitrary<RandomTable> = fc.record({
  key: fc.constantFrom<Key>('int', 'bigint identity', 'uuid', 'text', 'serial', 'pair'),
  columns: fc.array(column, { maxLength: 6 }),
  references: fc.array(
    fc.record({ to: fc.nat({ max: 11 }), kind: fc.constantFrom('needed', 'nullable', 'unique') }),
    { maxLength: 3 },
  ),
  unique: fc.constantFrom('none', 'column', 'lower', 'partial', 'pair', 'nulls'),
});

/** One to twelve tables. */
export const randomSchema: fc.Arbitrary<RandomSchema> = fc.array(table, { minLength: 1, maxLength: 12 });

const quoted = (name: string): string => `"${name}"`;

/** The statements that make such tables. Keys to later tables, and to the own one, may be null. */
export function sqlOf(schema: RandomSchema): string {
  const tables = schema.map((one, i) => tableSql(one, i));
  const keys = schema.flatMap((one, i) =>
    one.references.map((reference, k) => keySql(schema, i, k, reference)),
  );
  return [
    `create type shade as enum ('red', 'dark green', 'b''lue')`,
    'create domain share as numeric(3,2) check (value between 0 and 1)',
    ...tables,
    ...keys.filter((key) => key !== ''),
  ].join(';\n');
}

function tableSql({ key, columns, unique }: RandomTable, i: number): string {
  const parts = columns.map(({ type, nullable, check }, k) => {
    const name = quoted(`${NAMES[(i + k) % NAMES.length]}${k}`);
    const condition = conditionOf(name, type, check);
    return `${name} ${type}${nullable ? '' : ' not null'}${condition === '' ? '' : ` check (${condition})`}`;
  });
  const sortable = columns.flatMap(({ type }, k) =>
    SORTABLE.includes(type) ? [{ type, name: quoted(`${NAMES[(i + k) % NAMES.length]}${k}`) }] : [],
  );
  const name = `t${i}`;
  const statements = [`create table ${name} (${[...keyParts(key), ...parts].join(', ')})`];
  const [one, two] = sortable;
  const free = sortable.find(({ type }) => type !== 'boolean' && type !== 'shade');
  const text = sortable.find(({ type }) => type === 'text' || type === 'varchar(12)');
  if (unique === 'column' && free) statements.push(`create unique index on ${name} (${free.name})`);
  if (unique === 'lower' && text) statements.push(`create unique index on ${name} (lower(${text.name}))`);
  if (unique === 'partial' && free)
    statements.push(`create unique index on ${name} (${free.name}) where ${free.name} is not null`);
  if (unique === 'pair' && one && two)
    statements.push(`create unique index on ${name} (${one.name}, ${two.name})`);
  if (unique === 'nulls' && free)
    statements.push(`create unique index on ${name} (${free.name}) nulls not distinct`);
  return statements.join(';\n');
}

function keyParts(key: Key): string[] {
  switch (key) {
    case 'bigint identity':
      return ['id bigint generated always as identity primary key'];
    case 'pair':
      return ['id int not null', 'part text not null', 'primary key (id, part)'];
    case 'serial':
      return ['id serial primary key'];
    default:
      return [`id ${key} primary key`];
  }
}

function conditionOf(name: string, type: string, check: number): string {
  if (type === 'int' || type === 'smallint' || type === 'numeric(8,2)')
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
  return '';
}

const typeOfKey = (key: Key): string =>
  key === 'bigint identity' ? 'bigint' : key === 'serial' || key === 'pair' ? 'int' : key;

function keySql(
  schema: RandomSchema,
  i: number,
  k: number,
  { to, kind }: RandomTable['references'][number],
): string {
  const target = to % schema.length;
  const key = schema[target]?.key ?? 'int';
  const demanded = kind === 'needed' && target < i;
  const column = `r${k}`;
  const columns = key === 'pair' ? `${column}, ${column}_part` : column;
  const added = [
    `add ${column} ${typeOfKey(key)}${demanded ? ' not null' : ''}`,
    ...(key === 'pair' ? [`add ${column}_part text${demanded ? ' not null' : ''}`] : []),
    `add foreign key (${columns}) references t${target}`,
    ...(kind === 'unique' && target < i ? [`add unique (${columns})`] : []),
  ];
  return `alter table t${i} ${added.join(', ')}`;
}
