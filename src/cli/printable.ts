/** A value of a row on one line, with whatever could move the cursor or hide escaped. */
export function printable(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return escaped(JSON.stringify(value) ?? String(value));
  return value === '' || value !== value.trim() || hidden.test(value)
    ? escaped(JSON.stringify(value))
    : value;
}

/** Controls, formats and whatever else has no shape of its own. */
const hidden = /[\p{C}\p{Zl}\p{Zp}]/u;

const escaped = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
