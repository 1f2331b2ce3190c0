import { sqlType } from '../load/types/sql-type.ts';
import { WEEK } from '../random/clock.ts';
import type { ColumnContext, Draw } from './context.ts';
import { textLiteral } from './literal.ts';
import { constant, mostly, oneOf, orNull } from './mixed-values.ts';
import { decimalFor, isNamedNumber, wholeFor } from './numbers.ts';
import { withSource } from './source.ts';
import type { ColumnStructure } from './structure.ts';
import { dayOf, filledRate, instantFor, isEarly, isLate } from './times.ts';
import { codeFor, textFor } from './words.ts';

/** A table, as far as its names go. */
export interface NamedColumns {
  readonly name: string;
  readonly columns: readonly { readonly name: string }[];
}

/** What is known of a column besides itself. */
export interface ColumnPlace {
  readonly table: NamedColumns;
  /** The columns of the row that are made before it, by name, with their properties. */
  readonly before: ReadonlyMap<string, string>;
}

/**
 * How a column is filled that is neither a key nor checked: by its default, its name, then its type. Undefined where
 * nothing is known of its type.
 *
 * @example usualValue(column, { table, before: new Map() })?.(context)
 */
export function usualValue(column: ColumnStructure, place: ColumnPlace): Draw | undefined {
  const draw = withDefault(column, typedValue(column, place));
  return draw && withNulls(column, draw);
}

/** Leaves a column empty as often as one of its name is, where it may be. */
export function withNulls({ name, nullable }: Pick<ColumnStructure, 'name' | 'nullable'>, draw: Draw): Draw {
  return nullable ? orNull(filledRate(name), draw) : draw;
}

/** How a column is filled by its labels, its name, then its type. Undefined where nothing is known of its type. */
export function typedValue(column: ColumnStructure, place: ColumnPlace): Draw | undefined {
  const { labels, over } = column;
  const { name: type, sizes, isArray } = sqlType(over);
  if (labels && isArray)
    return withSource(
      ({ random }) => [random.pick(labels)],
      () => `({ random }) => [random.pick([${labels.map(textLiteral).join(', ')}])]`,
    );
  if (labels) return oneOf(labels);
  if (type === 'boolean' && !isArray) return boolean(column.name);
  const draw = isArray ? listOf(type) : byType(column, type, sizes, place);
  const own = `${place.table.name}.${column.name}`;
  return draw && withSource(draw, (file) => `${file.use('like')}(${textLiteral(own)}, ${textLiteral(over)})`);
}

const listOf = (type: string): Draw =>
  type === 'text' || type === 'varchar' ? ({ random }) => tags.slice(0, random.integer(0, 3)) : () => [];

const tags = ['new', 'sale', 'featured'];

function byType(
  column: ColumnStructure,
  type: string,
  sizes: readonly number[],
  { table, before }: ColumnPlace,
): Draw | undefined {
  const { name } = column;
  const instant = () => instantFor(name, earlierThan(name, table, before));
  switch (type) {
    case 'text':
    case 'varchar':
    case 'char':
    case 'citext':
    case 'name':
      return text(column, type, sizes[0], { table, before });
    case 'smallint':
      return wholeFor(name, 32_767);
    case 'int':
      return wholeFor(name, 2_147_483_647);
    case 'bigint': {
      const whole = wholeFor(name, Number.MAX_SAFE_INTEGER);
      return (context) => BigInt(whole(context));
    }
    case 'numeric': {
      const [precision = 12, scale = sizes.length === 0 ? 2 : 0] = sizes;
      const decimal = decimalFor(name, Math.max(0, scale), Math.max(0, precision - scale));
      return (context) => decimal(context).toFixed(Math.max(0, scale));
    }
    case 'real':
    case 'double precision':
      return decimalFor(name, 2, 4);
    case 'timestamp':
    case 'timestamptz':
      return instant();
    case 'date': {
      const time = instant();
      return (context) => dayOf(time(context));
    }
    default:
      return others[type]?.(sizes);
  }
}

/** Types whose values say little by themselves. */
const others: Readonly<Record<string, (sizes: readonly number[]) => Draw>> = {
  time:
    () =>
    ({ random }) =>
      `${two(random.integer(8, 18))}:${random.pick(['00', '15', '30', '45'])}:00`,
  timetz:
    () =>
    ({ random }) =>
      `${two(random.integer(8, 18))}:00:00+00`,
  interval:
    () =>
    ({ random }) =>
      random.pick(['00:15:00', '00:30:00', '01:00:00', '1 day', '7 days']),
  uuid:
    () =>
    ({ fake }) =>
      fake.string.uuid(),
  json: () => () => ({}),
  jsonb: () => () => ({}),
  bytea: () => () => Buffer.of(0),
  inet:
    () =>
    ({ random }) =>
      `192.0.2.${random.integer(1, 254)}`,
  cidr: () => () => '192.0.2.0/24',
  macaddr:
    () =>
    ({ random }) =>
      `00:00:5e:00:53:${random.integer(16, 255).toString(16)}`,
  macaddr8:
    () =>
    ({ random }) =>
      `00:00:5e:ef:10:00:00:${random.integer(16, 255).toString(16)}`,
  point:
    () =>
    ({ random }) =>
      `(${random.integer(0, 90)},${random.integer(0, 90)})`,
  line: () => () => '{1,-1,0}',
  lseg: () => () => '[(0,0),(1,1)]',
  box: () => () => '(1,1),(0,0)',
  path: () => () => '[(0,0),(1,1)]',
  polygon: () => () => '((0,0),(1,0),(1,1))',
  circle: () => () => '<(0,0),1>',
  int4range: () => () => '[1,5)',
  int8range: () => () => '[1,5)',
  numrange: () => () => '[1,5)',
  daterange:
    () =>
    ({ now }) =>
      `[${dayOf(now)},${dayOf(new Date(now.getTime() + WEEK))})`,
  tsrange: () => () => '["2026-01-14 10:00:00","2026-01-14 12:00:00")',
  tstzrange: () => () => '["2026-01-14 10:00:00+00","2026-01-14 12:00:00+00")',
  int4multirange: () => () => '{[1,5)}',
  int8multirange: () => () => '{[1,5)}',
  nummultirange: () => () => '{[1,5)}',
  bit:
    ([length = 1]) =>
    ({ random }) =>
      Array.from({ length }, () => random.integer(0, 1)).join(''),
  varbit:
    ([limit = 8]) =>
    ({ random }) =>
      Array.from({ length: Math.min(limit, 8) }, () => random.integer(0, 1)).join(''),
  oid:
    () =>
    ({ random }) =>
      random.integer(1, 1_000),
  '"char"':
    () =>
    ({ random }) =>
      random.pick(['a', 'b', 'c']),
  ltree:
    () =>
    ({ random }) =>
      random.pick(['top', 'top.first', 'top.second', 'top.second.part']),
  tsvector: () => () => "'sample':1",
  tsquery: () => () => "'sample'",
  hstore: () => () => '"kind"=>"sample"',
  xml: () => () => '<sample/>',
  vector:
    ([length = 3]) =>
    ({ random }) =>
      `[${Array.from({ length }, () => random.integer(-9, 9) / 8).join(',')}]`,
  geometry: () => () => '010100000000000000000000000000000000000000',
};

const two = (number: number): string => String(number).padStart(2, '0');

function text(
  { name }: ColumnStructure,
  type: string,
  limit: number | undefined,
  { table, before }: ColumnPlace,
): Draw {
  const draw = (limit !== undefined && codeFor(name, limit)) || textFor(name, table.name);
  const sibling = (pattern: RegExp, { row }: ColumnContext): string | undefined => {
    for (const [column, property] of before) {
      const value = pattern.test(column.toLowerCase()) ? row[property] : undefined;
      if (typeof value === 'string') return value;
    }
    return undefined;
  };
  const place = { columns: table.columns.map((column) => column.name.toLowerCase()), sibling };
  return (context) => {
    const whole = draw(context, place);
    if (limit === undefined) return whole;
    const cut = whole.includes('@') ? shortenedMail(whole, limit) : shortened(whole, limit);
    return type === 'char' ? cut.padEnd(limit, '0') : cut;
  };
}

/** With its domain, which must stay a reserved one. */
function shortenedMail(mail: string, limit: number): string {
  const [account = '', host = ''] = mail.split('@');
  const room = limit - host.length - 1;
  // Without room for the domain it is none that could reach a person.
  return room > 0 ? `${account.slice(0, room)}@${host}` : account.slice(0, limit);
}

/** At a space, where that leaves most of it. */
function shortened(whole: string, limit: number): string {
  if (whole.length <= limit) return whole;
  const cut = whole.slice(0, limit);
  const space = cut.lastIndexOf(' ');
  return space > limit / 2 ? cut.slice(0, space) : cut.trimEnd();
}

const USUALLY =
  /^(is_?)?(active|enabled|verified|visible|published|public|available|confirmed|valid|approved)/i;
const RARELY =
  /delet|archiv|remov|disabl|block|ban|lock|hidden|draft|default|admin|super|test|spam|expired|deprecated|suspend/i;

const boolean = (column: string): Draw => {
  const rate = RARELY.test(column) ? 0.06 : USUALLY.test(column) ? 0.9 : 0.5;
  return withSource(
    ({ random }) => random.chance(rate),
    () => `({ random }) => random.chance(${rate})`,
  );
};

/** Most rows have the default where it is a plain value, and the column's name says nothing better. */
function withDefault(column: ColumnStructure, draw: Draw | undefined): Draw | undefined {
  const value = literalOf(column);
  if (value === undefined) return draw;
  if (typeof value === 'number' || value === '')
    return draw && isNamedNumber(column.name) ? draw : constant(value);
  if (!draw || typeof value === 'object') return constant(value);
  return mostly(value, draw);
}

/** The value of a default that is a literal. */
function literalOf({ fallback = '', over, labels }: ColumnStructure): unknown {
  const { name: type, isArray } = sqlType(over);
  const [, quoted] = /^'((?:[^']|'')*)'::/.exec(fallback) ?? [];
  const text = quoted?.replace(/''/g, "'");
  if (isArray) return undefined;
  if (labels) return text !== undefined && labels.includes(text) ? text : undefined;
  if (type === 'boolean') return fallback === 'true' ? true : fallback === 'false' ? false : undefined;
  if (type === 'int' || type === 'smallint') return /^-?\d+$/.test(fallback) ? Number(fallback) : undefined;
  if (type === 'text' || type === 'varchar') return text;
  return undefined;
}

const earlierThan = (
  column: string,
  { columns }: NamedColumns,
  before: ReadonlyMap<string, string>,
): string[] =>
  isLate(column)
    ? columns.filter(({ name }) => isEarly(name)).flatMap(({ name }) => before.get(name) ?? [])
    : [];
