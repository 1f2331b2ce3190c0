import { type ColumnValues, columnValuesOf, valueRefused } from './column-values.ts';
import type { AnyRow } from './sink.ts';
import type { Table } from './table.ts';

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

/** A column with the text of the value that it had last: neighbouring rows have most of their parents in common. */
interface Field {
  readonly values: ColumnValues;
  readonly property: string;
  /** What comes before it. */
  readonly separator: string;
  last: unknown;
  text: string;
}

/** What rows are written by. */
export type WrittenTable = Pick<Table, 'name' | 'columns' | 'primaryProperties'>;

/**
 * What makes lines of COPY's text format of a table's rows, one after another: tabs between columns, `\N` for null,
 * a newline at the end.
 *
 * @throws RuleBrokenError for a value that its column does not hold
 * @example lineOf(table)({ id: 1, name: 'Ada' }) // '1\tAda\n'
 */
export function lineOf(table: WrittenTable): (row: AnyRow) => string {
  const fields = columnValuesOf(table).map((values, i): Field => {
    const separator = i === 0 ? '' : '\t';
    return { values, property: values.column.property, separator, last: null, text: separator + NULL };
  });
  return (row) => {
    let line = '';
    for (const field of fields) {
      const value = row[field.property] ?? null;
      // An object may have been changed since; 0 and -0 are two texts.
      if (!Object.is(value, field.last) || (value !== null && typeof value === 'object')) {
        const { values, separator } = field;
        const rule = value === null ? undefined : values.brokenBy(value);
        if (rule) throw valueRefused(table, values.column, rule, row);
        field.text = separator + (value === null ? NULL : escapeText(values.type.text(value)));
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
 * @throws RuleBrokenError
 * @example [...copyText(table, rows, 65_536)]
 */
export function* copyText(table: WrittenTable, rows: Iterable<AnyRow>, size: number): Generator<string> {
  const line = lineOf(table);
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
