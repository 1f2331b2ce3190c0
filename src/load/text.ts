import type { AnyRow } from './sink.ts';
import type { Column } from './table.ts';

const NULL = '\\N';
const SPECIAL = /[\\\n\r\t\b\f\v]/g;
const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

const escapeText = (text: string): string =>
  text.replace(SPECIAL, (character) => ESCAPED[character] ?? character);

const encoders: Readonly<Record<string, (value: unknown) => string>> = {
  jsonb: (value) => escapeText(JSON.stringify(value)),
  json: (value) => escapeText(JSON.stringify(value)),
};

function encodeValue(value: unknown): string {
  if (typeof value === 'string') return escapeText(value);
  if (value instanceof Date) return value.toISOString();
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
