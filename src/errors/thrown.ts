/** What an error says, in one line. */
export function wordsOf(error: unknown): string {
  const [first = 'it throws something that says nothing'] = fieldOf(error, 'message')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** Such as `ERR_MODULE_NOT_FOUND`; empty where it has none. */
export const codeOf = (error: unknown): string => (error instanceof Object ? fieldOf(error, 'code') : '');

/** Of whatever was thrown: it need not be an error, and its fields may throw in their turn. */
export function fieldOf(thrown: unknown, name: 'message' | 'stack' | 'code' | 'url'): string {
  try {
    const value: unknown = thrown instanceof Object ? Reflect.get(thrown, name) : thrown;
    return value === undefined ? '' : String(value);
  } catch {
    return '';
  }
}
