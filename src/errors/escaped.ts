/**
 * A text with every control, format and line separator, and whatever else has no shape of its own, written as its code,
 * in the notation of JSON, so that a document stays one.
 *
 * @example escaped('a\u001b[2J') // 'a\\u001b[2J'
 */
export const escaped = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) =>
    Array.from({ length: char.length }, (_, i) => unit(char.charCodeAt(i))).join(''),
  );

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
