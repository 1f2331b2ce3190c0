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

const DAY = 86_400_000;
const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/** The last date and time that were written: rows of one day follow each other, and so do those of one moment. */
let last = { time: 0, day: 0, date: '1970-01-01', text: '1970-01-01T00:00:00.000Z' };

/** As `toISOString`, which takes several times as long. */
function encodeDate(value: Date): string {
  const time = value.getTime();
  if (time === last.time) return last.text;
  const day = Math.floor(time / DAY);
  const date = day === last.day ? last.date : value.toISOString().slice(0, -14);
  const rest = time - day * DAY;
  const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60];
  const [seconds, fraction] = [Math.floor(rest / 1000) % 60, String((rest % 1000) + 1000).slice(1)];
  const text = `${date}T${TWO_DIGITS[hours]}:${TWO_DIGITS[minutes]}:${TWO_DIGITS[seconds]}.${fraction}Z`;
  last = { time, day, date, text };
  return text;
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
