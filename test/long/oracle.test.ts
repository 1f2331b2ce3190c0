import { afterAll, beforeAll, expect, it } from 'vitest';
import { Court } from '../bind/oracle/court.ts';
import { freshDatabase } from '../support/database.ts';

// As many of the same calls as there is time for.
const CASES = Number(process.env['ORACLE_CASES'] ?? 100_000);
/** Thousands of them take some minutes. */
const LIMIT = 6 * 3_600_000;

let court: Court;
beforeAll(async () => {
  const urls = await Promise.all([1, 2, 3, 4].map(() => freshDatabase({ template: 'course' })));
  court = await Court.open(urls.map(({ url }) => url));
});
afterAll(() => court.close());

it(
  `factories and database agree on ${CASES} calls`,
  async () => {
    await court.hearAny({ seed: 42, cases: CASES });
    expect(court.cases).toBeGreaterThanOrEqual(CASES);
    expect(court.refused / court.cases).toBeGreaterThanOrEqual(0.3);
  },
  LIMIT,
);
