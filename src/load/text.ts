import type { AnyRow } from './sink.ts';
import type { Column } from './table.ts';

const NULL = '\\N';
const SPECIAL = /[\\\n\r\t\b\f\v]/;
const EACH_SPECIAL = new RegExp(SPECIAL, 'g');
const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

// Most texts have nothing to replace, and looking for that alone is faster.
const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(EACH_SPECIAL, (character) => ESCAPED[character] ?? character) : text;

const encoders: Readonly<Record<string, (value: unknown) => string>> = {
  jsonb: (value) => escapeText(JSON.stringify(value)),
  json: (value) => escapeText(JSON.stringify(value)),
};

/** The last time that was written, because many rows were updated when they were created. */
let last = { time: 0, text: new Date(0).toISOString() };

function encodeDate(date: Date): string {
  const time = date.getTime();
  if (time !== last.time) last = { time, text: date.toISOString() };
  return last.text;
}

function encodeValue(value: unknown): string {
  if (typeof value === 'string') return escapeText(value);
  if (value instanceof Date) return encodeDate(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return String(value);
}

/**
 * Rows as COPY's text format, in chunks of at least `size` characters (but the last): a line a row,
 * tabs between columns, `\N` for null.
 *
 * @example [...copyText(columns, rows, 65_536)]
 */
export function* copyText(
  columns: readonly Column[],
  rows: Iterable<AnyRow>,
  size: number,
): Generator<string> {
  const fields = columns.map(({ property, type }) => ({ property, encode: encoders[type] ?? encodeValue }));
  let chunk = '';
  for (const row of rows) {
    let separator = '';
    for (const { property, encode } of fields) {
      const value = row[property];
      chunk += separator;
      chunk += value === null || value === undefined ? NULL : encode(value);
      separator = '\t';
    }
    chunk += '\n';
    if (chunk.length >= size) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
