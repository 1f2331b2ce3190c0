/** What words are called that say production: a word that begins with one of these, in letters of either case. */
const PRODUCTION = ['prod', 'prd', 'live'];

/** Where a word begins that is written without anything before it. */
const capital = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/**
 * Whether an environment is one that nothing may be replaced in.
 *
 * @example isProduction('EU-Prod') // true
 */
export const isProduction = (environment: string): boolean =>
  environment
    .split(/[^a-zA-Z]+/)
    .flatMap((words) => [words, ...words.split(capital)])
    .some((word) => PRODUCTION.some((start) => word.toLowerCase().startsWith(start)));
