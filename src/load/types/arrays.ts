import type { ValueType } from './value-type.ts';

const MOST_DIMENSIONS = 6;

/** An array of a type: null is a member that is missing, and lists in lists are all of one length. */
export function arrayOf(member: ValueType): ValueType {
  const delimiter = member.delimiter ?? ',';
  // A list in a list of JSON is one of its values.
  const isList = (value: unknown): value is readonly unknown[] =>
    member.isJson !== true && Array.isArray(value);
  const quoted = (value: unknown): string =>
    value === null ? 'NULL' : `"${member.text(value).replace(/["\\]/g, '\\$&')}"`;
  const textOf = (values: readonly unknown[]): string =>
    `{${values.map((value) => (isList(value) ? textOf(value) : quoted(value))).join(delimiter)}}`;
  const isHeld = (value: unknown): boolean => value === null || member.accepts(value);

  /** Whether a list has as many members as others beside it, and below it too. */
  function fits(values: readonly unknown[], lengths: readonly number[]): boolean {
    const [length, ...below] = lengths;
    if (values.length !== length) return false;
    // What was never set is no member for `every`.
    return Array.from(values).every((value) =>
      below.length === 0 ? !isList(value) && isHeld(value) : isList(value) && fits(value, below),
    );
  }

  function lengthsOf(values: readonly unknown[]): number[] {
    const [first] = values;
    return [values.length, ...(isList(first) ? lengthsOf(first) : [])].slice(0, MOST_DIMENSIONS + 1);
  }

  return {
    accepts(value) {
      if (!Array.isArray(value)) return false;
      const lengths = lengthsOf(value);
      const isFlat = lengths.length === 1;
      return lengths.length <= MOST_DIMENSIONS && (isFlat || !lengths.includes(0)) && fits(value, lengths);
    },
    // `accepts` was asked before.
    text: (value) => textOf(value as readonly unknown[]),
    words: `a list whose members are null or ${member.words}`,
    ...(member.limit !== undefined && { limit: member.limit }),
  };
}
