import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { breaking } from './oracle/cases.ts';
import { Court } from './oracle/court.ts';
import { unreached } from './oracle/verdict.ts';

/** What a bound factory accepts the database accepts, stores as it is, and finds consistent; and the other way round. */
describe('factories and database agree', { timeout: 240_000 }, () => {
  let court: Court;
  beforeAll(async () => {
    const urls = await Promise.all([1, 2, 3].map(() => freshDatabase({ template: 'course' })));
    court = await Court.open(urls.map(({ url }) => url));
  });
  afterAll(() => court.close());

  it('on rows that break a rule on purpose', async () => {
    expect(await court.hearAll(breaking)).toEqual([]);
  });

  it('on any call', async () => {
    await court.hearAny({ seed: 20_260_114, cases: 1_101 });
  });

  it('in enough cases, of which enough are refused, by every rule', async () => {
    expect(court.cases).toBeGreaterThanOrEqual(2_000);
    expect(court.refused / court.cases).toBeGreaterThanOrEqual(0.3);
    expect(unreached(court, await court.constraints())).toEqual([]);
  });
});
