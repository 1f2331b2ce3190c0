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
export function fieldOf(thrown: unknown, name: 'message' | 'stack' | 'code'): string {
  try {
    const value: unknown = thrown instanceof Object ? Reflect.get(thrown, name) : thrown;
    return value === undefined ? '' : String(value);
  } catch {
    return '';
  }
}

/** What to do where Node does not load a module of a project's own, by the code of its error. */
export const importHints: Readonly<Record<string, string>> = {
  ERR_UNKNOWN_FILE_EXTENSION:
    'This Node does not read TypeScript by itself: take 22.18 or newer, or write the file in JavaScript.',
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX:
    'Node erases types and does nothing more: leave out enums, namespaces and parameter properties.',
  ERR_MODULE_NOT_FOUND: 'Install what it imports in this project; the path of a file has its ending.',
  ERR_PACKAGE_PATH_NOT_EXPORTED: 'Import what the package offers.',
};
