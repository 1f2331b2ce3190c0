/** What a configuration exports may be anything: its parts are known by their shape, because another copy of this package may have made them. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object or of a module, not of a list or a function; undefined for anything else. */
export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isBuiltIn(value)
    ? { ...value }
    : undefined;

/** Whatever they hold, it is in no field. */
const isBuiltIn = (value: object): boolean =>
  [Promise, Map, Set, Date, RegExp].some((one) => value instanceof one);

/** What a value is, with its article: `a list`, `a string`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Whether a name can be typed in a shell without quotes, and with a domain before it. */
export const isPlainName = (name: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);

export const PLAIN_NAME = 'A name is lower-case letters and digits, with hyphens between them.';
