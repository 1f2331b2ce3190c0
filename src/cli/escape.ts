import { escaped } from '../errors/escaped.ts';

/** Controls, formats, marks that turn text around, and whatever else has no shape of its own. */
const hidden = /[\p{C}\p{Zl}\p{Zp}]/u;

/** A value of a row on one line, with whatever could move the cursor or hide escaped. */
export function printable(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return escaped(JSON.stringify(value) ?? String(value));
  return value === '' || value !== value.trim() || hidden.test(value)
    ? escaped(JSON.stringify(value))
    : value;
}

/** A text, or JSON, as it may be sent to a terminal: lines stay lines, and anything hidden is shown by its code. */
export const visible = (text: string): string => text.replace(/[^\n]+/g, escaped);
