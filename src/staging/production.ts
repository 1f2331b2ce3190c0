/** What words are called that say production: a word that begins with one of these, in letters of either case. */
const PRODUCTION = ['prod', 'prd', 'live'];

/**
 * Whether an environment is one that nothing may be replaced in.
 *
 * @example isProduction('EU-Prod') // true
 */
export const isProduction = (environment: string): boolean =>
  environment
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => PRODUCTION.some((start) => word.startsWith(start)));
