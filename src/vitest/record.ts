import type { CallStats } from '../bind/stats.ts';
import type { LeakedConnection } from '../errors/connections-leaked.ts';

/** What a reader wants to know about a test that has failed. It travels from the worker to the reporter. */
export interface TestRecord {
  readonly domain: string;
  readonly seed: number | string;
  /** The scenario's name, with its parameters. */
  readonly scenario: string;
  readonly isolation: 'transaction' | 'clone';
  /** What its factories have made. */
  readonly rows: readonly CallStats[];
  /** Of the database that is kept, without the password. */
  readonly url?: string;
  readonly leaked: readonly LeakedConnection[];
}

declare module 'vitest' {
  interface TaskMeta {
    seedbed?: TestRecord;
  }
}

/** The lines that the reporter prints below the test's name. */
export function linesOf({ domain, seed, scenario, isolation, rows, url, leaked }: TestRecord): string[] {
  const data = scenario === '' ? `an empty ${domain} database` : `${domain} ${scenario}`;
  return [
    `data:      ${data}, seed ${seed}, in a ${isolation}`,
    ...rows.map((line) => `made:      ${line.call} ×${line.calls}: ${countsOf(line)}`),
    ...(url === undefined ? [] : [`database:  ${url}, kept until the next run`]),
    ...leaked.map(
      ({ application, query }) => `left open: ${application || 'an unnamed client'}, last: ${query}`,
    ),
  ];
}

const countsOf = ({ rows }: CallStats): string =>
  Object.entries(rows)
    .map(([factory, count]) => `${count} ${factory}`)
    .join(', ');
