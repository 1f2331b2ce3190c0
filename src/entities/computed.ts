/**
 * Whether the database alone gives a column its values, by what the ORM keeps as `generated`. It counts identity columns
 * among them, which take those that they are given.
 */
export const isComputed = (generated: unknown): boolean =>
  generated !== undefined && !(typeof generated === 'string' && generated.endsWith('identity'));
