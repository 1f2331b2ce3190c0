import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Court } from '../bind/oracle/court.ts';
import { boardroomSubject } from '../bind/oracle/subjects/boardroom.ts';
import { courseSubject } from '../bind/oracle/subjects/course.ts';
import { practiceSubject } from '../bind/oracle/subjects/practice.ts';
import { procurementSubject } from '../bind/oracle/subjects/procurement.ts';
import { freshDatabase } from '../support/database.ts';

// As many of the same calls as there is time for; of the small domains, which have a tenth of the tables, fewer.
const CASES = Number(process.env['ORACLE_CASES'] ?? 100_000);
/** Thousands of them take some minutes. */
const LIMIT = 6 * 3_600_000;

const trials = [boardroomSubject, practiceSubject, procurementSubject, courseSubject].map((subject) => ({
  name: subject.domain.name,
  subject,
  cases: Math.ceil(CASES / (subject === courseSubject ? 1 : 20)),
}));

describe.each(trials)('factories and database of $name agree', ({ name, subject, cases }) => {
  let court: Court;
  beforeAll(async () => {
    const urls = await Promise.all([1, 2, 3, 4].map(() => freshDatabase({ template: name })));
    court = await Court.open(
      subject,
      urls.map(({ url }) => url),
    );
  });
  afterAll(() => court.close());

  it(
    `on ${cases} calls`,
    async () => {
      await court.hearAny({ seed: 42, cases });
      expect(court.cases).toBeGreaterThanOrEqual(cases);
      expect(court.refused / court.cases).toBeGreaterThanOrEqual(0.3);
    },
    LIMIT,
  );
});
