import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { domains } from '../../src/domains.ts';
import { freshDatabase } from '../support/database.ts';
import { Court } from './oracle/court.ts';
import { boardroomSubject } from './oracle/subjects/boardroom.ts';
import { courseSubject } from './oracle/subjects/course.ts';
import { practiceSubject } from './oracle/subjects/practice.ts';
import { procurementSubject } from './oracle/subjects/procurement.ts';

/** Each with how many databases work side by side, how many calls are made up, and how many there are at least. */
const trials = [
  { subject: courseSubject, databases: 3, calls: 551, least: 1_400 },
  { subject: boardroomSubject, databases: 1, calls: 24, least: 100 },
  { subject: practiceSubject, databases: 1, calls: 24, least: 100 },
  { subject: procurementSubject, databases: 1, calls: 24, least: 100 },
].map((trial) => ({ name: trial.subject.domain.name, ...trial }));

it('every domain is tried', () => {
  expect(trials.map(({ name }) => name)).toEqual(domains.map(({ name }) => name));
});

/** What a bound factory accepts the database accepts, stores as it is, and finds consistent; and the other way round. */
describe.each(trials)('factories and database of $name agree', { timeout: 240_000 }, (trial) => {
  let court: Court;
  beforeAll(async () => {
    const fresh = Array.from({ length: trial.databases }, () => freshDatabase({ template: trial.name }));
    const urls = (await Promise.all(fresh)).map(({ url }) => url);
    court = await Court.open(trial.subject, urls);
  });
  afterAll(() => court.close());

  it('on rows that break a rule on purpose', async () => {
    expect(await court.hearBreaking()).toEqual([]);
  });

  it('on any call', async () => {
    await court.hearAny({ seed: 20_260_114, cases: trial.calls });
  });

  it('in enough cases, of which enough are refused, by every rule', async () => {
    expect(court.cases).toBeGreaterThanOrEqual(trial.least);
    expect(court.refused / court.cases).toBeGreaterThanOrEqual(0.3);
    expect(
      await court.unreached(),
      'A rule has a case that breaks it among `contradictions` in test/bind/oracle/subjects.',
    ).toEqual([]);
  });
});
