/**
 * What a type holds. PostgreSQL changes some of the values that it is given, to another spelling or a rounded number: those
 * are not accepted, so that what is stored is what was given.
 */
export interface ValueType {
  accepts(value: unknown): boolean;
  /** An accepted value as PostgreSQL reads it. */
  text(value: unknown): string;
  /** What its values are, in words. */
  readonly words: string;
  /** The most characters that it holds; a value that is longer is accepted, and refused for that alone. */
  readonly limit?: number;
  /** JSON goes into JSON as it is, anything else as its text. */
  readonly isJson?: true;
  /** What stands between members of an array, where that is no comma. */
  readonly delimiter?: string;
}

/** A type whose values are texts, and stored as they are. */
export const textType = (words: string, accepts: (text: string) => boolean): ValueType => ({
  accepts: (value) => typeof value === 'string' && accepts(value),
  text: String,
  words,
});
