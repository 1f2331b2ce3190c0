import { beforeAll, describe, expect, it } from 'vitest';
import { counterexample } from '../../src/bind/counterexample.ts';
import { course, domains } from '../../src/domains.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { servers } from '../support/database.ts';
import { Court } from './counterexamples/court.ts';
import { Hearing } from './counterexamples/hearing.ts';

const courts = domains.map((domain) => new Court(domain));
const places = servers.flatMap(({ version }) =>
  courts.map((court) => ({ version, domain: court.domain, court })),
);

describe.each(places)(
  'the counterexample of each rule of $domain.name on PostgreSQL $version',
  { timeout: 480_000 },
  ({ version, court }) => {
    let hearing: Hearing;
    beforeAll(async () => {
      hearing = await Hearing.open(court, version);
    });

    it('is refused, corrected or taken as it says', async () => {
      expect(await hearing.faults(court.answerFault)).toEqual([]);
    });

    it('is found by that rule and no other where nothing refuses it', async () => {
      expect(await hearing.faults(court.queryFault)).toEqual([]);
    });

    it('is refused by that rule where the one that comes before it is gone', async () => {
      expect(await hearing.faults(court.turnFault)).toEqual([]);
    });
  },
);

describe('counterexample', () => {
  it.each(courts)('is there for every rule of $domain.name, and the same each time', ({ domain, rules }) => {
    for (const rule of rules) {
      const [one, again] = [rule.name, rule].map((named) => JSON.stringify(counterexample(domain, named)));
      expect(one).toBe(again);
    }
  });

  it('is data by the names of tables and columns', () => {
    const { rows, breach, answer, also, by } = counterexample(course, 'course_member_student_valid');
    expect(rows.map(({ table }) => table)).toEqual(['user', 'organization', 'course_family', 'course']);
    expect(breach).toMatchObject({
      insert: 'course_member',
      row: { course_role_id: '_student', course_group_id: null, course_id: rows[3]?.row['id'] },
    });
    expect(answer).toEqual({ refused: true, sqlstate: '23514', constraint: 'course_member_student_valid' });
    expect([also, by]).toEqual([[], 'course_member_student_valid']);
  });

  it('says which columns are stored otherwise, and under which settings', () => {
    expect(counterexample(course, 'user_auth_token').answer).toEqual({
      refused: false,
      corrected: ['auth_token'],
    });
    const { answer, settings, breachSettings } = counterexample(course, 'user_timestamps');
    expect(answer).toEqual({ refused: false, corrected: ['updated_at'] });
    expect([settings, breachSettings]).toEqual([{ 'ctutor.preserve_timestamps': 'on' }, {}]);
  });

  it('says which other rules nothing keeps that breaks it, and which one answers', () => {
    const several = rulesOf(course).filter((rule) => counterexample(course, rule).also.length > 0);
    expect(several.length).toBeLessThan(30);
    expect(counterexample(course, 'course_group_course_id_id_key')).toMatchObject({
      also: ['course_group_pkey'],
      by: 'course_group_pkey',
      answer: { constraint: 'course_group_pkey' },
    });
  });

  it('names the nearest rule where there is none of that name', () => {
    // @ts-expect-error: nor does it compile
    const wrong = () => counterexample(course, 'course_member_student_vaild');
    expect(wrong).toThrow(expect.objectContaining({ code: 'unknown_rule' }));
    expect(wrong).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('course_member_student_valid') }),
    );
  });
});
