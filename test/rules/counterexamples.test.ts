import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { counterexample } from '../../src/bind/counterexample.ts';
import { course, domains } from '../../src/domains.ts';
import { UnknownRuleError } from '../../src/errors/unknown-rule.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { plannedOnce } from '../support/planned-once.ts';
import { Court, type Fault } from './counterexamples/court.ts';

const courts = domains.map((domain) => new Court(domain));

describe.each(courts)(
  'the counterexample of each rule of $domain.name, on every PostgreSQL',
  { timeout: 480_000 },
  (court) => {
    let databases: { version: number; client: pg.Client }[];
    beforeAll(async () => {
      databases = await Promise.all(
        servers.map(async ({ version }) => {
          const { client } = await freshDatabase({ version, template: court.domain.name });
          // Planning the joins of all rules would take longer than running them.
          await client.query('set join_collapse_limit = 1');
          return { version, client: plannedOnce(client) };
        }),
      );
    });

    async function faults(fault: Fault): Promise<string[]> {
      const found: string[] = [];
      // One server works while we prepare what another one does next.
      const each = databases.map(async ({ version, client }) => {
        for (const rule of court.rules) {
          const wrong = await fault(client, rule);
          if (wrong) found.push(`${rule.name} on ${version}: ${wrong}`);
        }
      });
      await Promise.all(each);
      return found;
    }

    it('is refused, corrected or taken as it says', async () => {
      expect(await faults(court.answerFault)).toEqual([]);
    });

    it('is found by that rule and no other where nothing refuses it', async () => {
      expect(await faults(court.queryFault)).toEqual([]);
    });

    it('is refused by that rule where the one that comes before it is gone', async () => {
      expect(await faults(court.turnFault)).toEqual([]);
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
    const several = catalogue(course).filter((rule) => counterexample(course, rule).also.length > 0);
    expect(several.length).toBeLessThan(30);
    expect(counterexample(course, 'course_group_course_id_id_key')).toMatchObject({
      also: ['course_group_pkey'],
      by: 'course_group_pkey',
      answer: { constraint: 'course_group_pkey' },
    });
  });

  it('names the nearest rule where there is none of that name', () => {
    const wrong = () => counterexample(course, 'course_member_student_vaild');
    expect(wrong).toThrow(UnknownRuleError);
    expect(wrong).toThrow(
      expect.objectContaining({ mend: expect.stringContaining('course_member_student_valid') }),
    );
  });
});
