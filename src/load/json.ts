import type { AnyRow } from './sink.ts';
import type { Column } from './table.ts';

/**
 * Rows as the text of a JSON array, their columns by the names of the database; null columns are left out.
 *
 * @example jsonText(columns, [{ id: 'a', createdAt: new Date(0) }]) // '[{"id":"a","created_at":"1970-…Z"}]'
 */
export function jsonText(columns: readonly Column[], rows: readonly AnyRow[]): string {
  const fields = columns.map(({ property, name }) => ({ property, key: `${JSON.stringify(name)}:` }));
  let text = '[';
  for (const row of rows) {
    text += text === '[' ? '{' : ',{';
    let separator = '';
    for (const { property, key } of fields) {
      const value = row[property];
      if (value === null || value === undefined) continue;
      text += separator;
      text += key;
      text += JSON.stringify(value);
      separator = ',';
    }
    text += '}';
  }
  return `${text}]`;
}
