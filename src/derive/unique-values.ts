import { type SqlType, sqlType } from '../load/types/sql-type.ts';
import { DAY, MINUTE, SECOND } from '../random/clock.ts';
import type { Draw } from './context.ts';
import { textLiteral } from './literal.ts';
import type { Expression } from './source.ts';
import type { ColumnStructure } from './structure.ts';
import { dayOf } from './times.ts';

/** Before this day lie the values of unique columns of times: one for each row. */
const ORIGIN = Date.UTC(2020, 0, 1);

/**
 * Makes values of a column of which no two rows have the same, also for a range that must not overlap another.
 * Undefined where the type has too few values, such as an enum, or none that is known here.
 *
 * @param usual what the column has where it needs not be unique; texts keep it in front
 */
export function uniqueValue(column: ColumnStructure, usual: Draw): Draw | undefined {
  const type = sqlType(column.over);
  if (column.labels) return undefined;
  if (type.isArray) {
    const member = uniqueValue({ ...column, over: column.over.replace(/(\[\])+$/, '') }, () => '');
    return member && ((context) => [member(context)]);
  }
  if (type.name === 'numeric') return uniqueNumber(type);
  return texts.has(type.name) ? uniqueText(column, type, usual) : byType[type.name];
}

/** The same as code writes it. */
export function uniqueSource({ name, over }: ColumnStructure, table: string): Expression {
  const short = SHORT[sqlType(over).name];
  return (file) => short ?? `${file.use('unique')}(${textLiteral(`${table}.${name}`)}, ${textLiteral(over)})`;
}

const SHORT: Readonly<Record<string, string>> = {
  int: '({ ordinal }) => ordinal()',
  bigint: '({ ordinal }) => BigInt(ordinal())',
  uuid: '({ id }) => id()',
};

/** The numbers of rows that lie in a place of their own in each call. */
const byType: Readonly<Record<string, Draw>> = {
  smallint: ({ ordinal }) => ordinal() % 32_768,
  int: ({ ordinal }) => ordinal(),
  bigint: ({ ordinal }) => BigInt(ordinal()),
  uuid: ({ id }) => id(),
  real: ({ n }) => n + 1,
  'double precision': ({ ordinal }) => ordinal(),
  date: ({ n }) => dayOf(new Date(ORIGIN - n * DAY)),
  timestamp: ({ n }) => new Date(ORIGIN - n * MINUTE),
  timestamptz: ({ n }) => new Date(ORIGIN - n * MINUTE),
  inet: ({ n }) => `2001:db8::${(1 + (n >>> 16)).toString(16)}:${(n & 0xffff).toString(16)}`,
  json: ({ tag }) => ({ key: tag }),
  jsonb: ({ tag }) => ({ key: tag }),
  int4range: ({ n }) => `[${n * 10},${n * 10 + 5})`,
  int8range: ({ n }) => `[${n * 10},${n * 10 + 5})`,
  numrange: ({ n }) => `[${n * 10},${n * 10 + 5})`,
  daterange: ({ n }) =>
    `[${dayOf(new Date(ORIGIN + n * 3 * DAY))},${dayOf(new Date(ORIGIN + (n * 3 + 2) * DAY))})`,
  tsrange: ({ n }) => timeRange(n, ''),
  tstzrange: ({ n }) => timeRange(n, '+00'),
  bytea: ({ tag }) => Buffer.from(tag),
};

const clock = (time: number, zone: string): string =>
  `"${new Date(time).toISOString().slice(0, 19).replace('T', ' ')}${zone}"`;

const timeRange = (n: number, zone: string): string =>
  `[${clock(ORIGIN + n * DAY, zone)},${clock(ORIGIN + n * DAY + 3_600 * SECOND, zone)})`;

const texts = new Set(['text', 'varchar', 'char', 'citext', 'ltree', 'name', 'bit', 'varbit']);

/** All digits count, those behind the point too. */
function uniqueNumber({ sizes: [precision = 10, scale = 0] }: SqlType): Draw {
  const [most, step] = [10 ** Math.min(precision, 10), 10 ** Math.max(0, scale)];
  return ({ ordinal }) => ((ordinal() % most) / step).toFixed(Math.max(0, scale));
}

/** Room for a reserved domain and the number of a row. */
const SHORTEST_MAIL = 24;

/** With the number of the row behind it, so short that all of it is kept. */
function uniqueText(
  { name }: ColumnStructure,
  { name: type, sizes: [limit = 120] }: SqlType,
  usual: Draw,
): Draw {
  if (type === 'bit' || type === 'varbit') return ({ n }) => n.toString(2).padStart(limit, '0').slice(-limit);
  // What is no more than a code counts on from a place of its own in each call.
  const isMail = /e_?mail|^mail$/i.test(name);
  if (limit < (isMail ? SHORTEST_MAIL : 12))
    return ({ ordinal }) => ordinal().toString(36).toUpperCase().padStart(limit, '0').slice(-limit);
  if (type === 'ltree') return ({ tag }) => `node_${tag}`;
  const isLower = isMail || /slug|user_?name|login|handle|nick|host|domain|path|url|uri/i.test(name);
  return (context) => {
    const { tag } = context;
    const [front = '', back] = isMail ? String(usual(context)).split('@') : [String(usual(context))];
    const behind = back === undefined ? (isLower ? `-${tag}` : ` ${tag}`) : `${tag}@${back}`;
    const text = `${front.slice(0, Math.max(0, limit - behind.length))}${behind}`;
    return type === 'char' ? text.padEnd(limit, 'x') : text.slice(-limit);
  };
}
