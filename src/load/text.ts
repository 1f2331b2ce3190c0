import { bytesText } from './bytes.ts';
import type { AnyRow } from './sink.ts';
import type { Column } from './table.ts';
import { timeText } from './time-text.ts';

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

function encodeValue(value: unknown): string {
  if (typeof value === 'string') return escapeText(value);
  if (value instanceof Date) return timeText(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Uint8Array) return escapeText(bytesText(value));
  if (Array.isArray(value)) return escapeText(arrayText(value));
  return String(value);
}

/** As PostgreSQL writes an array: `{"a","b"}`. */
function arrayText(values: readonly unknown[]): string {
  const members = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return arrayText(value);
    return `"${memberText(value).replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${members.join()}}`;
}

function memberText(value: unknown): string {
  if (value instanceof Date) return timeText(value);
  return value instanceof Uint8Array ? bytesText(value) : String(value);
}

/** A column with the text of the value that it had last: neighbouring rows have most of their parents in common. */
interface Field {
  readonly property: string;
  readonly encode: (value: unknown) => string;
  /** What comes before it. */
  readonly separator: string;
  last: unknown;
  text: string;
}

/**
 * What makes lines of COPY's text format of a table's rows, one after another: tabs between columns, `\N` for null,
 * a newline at the end.
 *
 * @example lineOf(columns)({ id: 1, name: 'Ada' }) // '1\tAda\n'
 */
export function lineOf(columns: readonly Column[]): (row: AnyRow) => string {
  const fields = columns.map(({ property, type }, i): Field => {
    const separator = i === 0 ? '' : '\t';
    const encode = encoders[type] ?? encodeValue;
    return { property, encode, separator, last: null, text: separator + NULL };
  });
  return (row) => {
    let line = '';
    for (const field of fields) {
      const value = row[field.property] ?? null;
      // An object may have been changed since.
      if (value !== field.last || (value !== null && typeof value === 'object')) {
        field.text = field.separator + (value === null ? NULL : field.encode(value));
        field.last = value;
      }
      line += field.text;
    }
    return `${line}\n`;
  };
}

/**
 * Rows as COPY's text format, in chunks of whole lines and at least `size` characters (but the last).
 *
 * @example [...copyText(columns, rows, 65_536)]
 */
export function* copyText(
  columns: readonly Column[],
  rows: Iterable<AnyRow>,
  size: number,
): Generator<string> {
  const line = lineOf(columns);
  let chunk = '';
  for (const row of rows) {
    chunk += line(row);
    if (chunk.length >= size) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
