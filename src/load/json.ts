import type { AnyRow } from './sink.ts';
import type { TableColumn } from './table.ts';
import { bytesText } from './types/bytes.ts';
import { typeOf } from './types/index.ts';
import type { ValueType } from './types/value-type.ts';

/** Rows as JSON text, their columns by the names of the database; what is null is left out. */
interface RowsAsJson {
  /** An object with the values that all rows have in common. */
  readonly common: string;
  /** An array of objects with the other values of each row. */
  readonly rows: string;
}

/**
 * Rows as JSON, their values as the texts that PostgreSQL reads into the columns' types: the same as for COPY. Rows that
 * are made together have most of their values in common: those are written once.
 *
 * @example rowsAsJson(columns, [{ id: 'a', role: 'x' }, { id: 'b', role: 'x' }])
 * // { common: '{"role":"x"}', rows: '[{"id":"a"},{"id":"b"}]' }
 */
export function rowsAsJson(columns: readonly TableColumn[], rows: readonly AnyRow[]): RowsAsJson {
  const common: Field[] = [];
  const own: Field[] = [];
  const [first = {}] = rows;
  for (const column of columns) {
    const { property, name } = column;
    const isCommon = rows.every((row) => Object.is(row[property], first[property]));
    const key = `,${JSON.stringify(name)}:`;
    (isCommon ? common : own).push({ property, key, type: typeOf(column) });
  }
  return { common: objectText(common, first), rows: `[${rows.map((row) => objectText(own, row)).join()}]` };
}

interface Field {
  readonly property: string;
  /** What comes before its value. */
  readonly key: string;
  readonly type: ValueType;
}

function objectText(fields: readonly Field[], row: AnyRow): string {
  let text = '';
  for (const { property, key, type } of fields) {
    const value = row[property];
    if (value !== null && value !== undefined) text += key + fieldText(type, value);
  }
  return `{${text.slice(1)}}`;
}

/** JSON as it is; of anything else its text. */
const fieldText = (type: ValueType, value: unknown): string =>
  type.isJson ? type.text(value) : JSON.stringify(type.text(value));

/**
 * Values whose columns do not matter as a JSON object.
 *
 * @example recordAsJson({ id: 1n, photo: Buffer.from('hi') }) // '{"id":"1","photo":"\\\\x6869"}'
 */
export const recordAsJson = (record: AnyRow): string =>
  `{${Object.entries(record).map(([name, value]) => `${JSON.stringify(name)}:${jsonText(value ?? null)}`)}}`;

/** What JSON has no form for goes as a text. */
function jsonText(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (value instanceof Uint8Array) return JSON.stringify(bytesText(value));
  if (Array.isArray(value)) return `[${value.map((one: unknown) => jsonText(one ?? null))}]`;
  return JSON.stringify(value);
}
