import type { AnyRow } from './sink.ts';
import type { Column } from './table.ts';

/**
 * Rows as the text of a JSON array, their columns by the names of the database; null columns are left out.
 *
 * @example jsonText(columns, [{ id: 'a', createdAt: new Date(0) }]) // '[{"id":"a","created_at":"1970-…Z"}]'
 */
export function jsonText(columns: readonly Column[], rows: readonly AnyRow[]): string {
  const fields = columns.map(({ property, name }) => ({ property, key: `,${JSON.stringify(name)}:` }));
  // Rows that are made together mostly share their times.
  let time: unknown;
  let timeText = '';
  const texts = rows.map((row) => {
    let text = '';
    for (const { property, key } of fields) {
      const value = row[property];
      if (value === null || value === undefined) continue;
      if (value instanceof Date && value !== time) {
        time = value;
        timeText = JSON.stringify(value);
      }
      text += key + (value === time ? timeText : JSON.stringify(value));
    }
    return `{${text.slice(1)}}`;
  });
  return `[${texts.join()}]`;
}
