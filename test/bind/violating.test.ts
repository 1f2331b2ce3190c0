import { beforeAll, describe, expect, it } from 'vitest';
import { bind } from '../../src/bind.ts';
import { course } from '../../src/domains.ts';
import { Organization } from '../../src/entities/course/catalog.ts';
import type { RuleNameOf } from '../../src/rules/rule.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { servers } from '../support/database.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

describe.each(servers)('violating, on PostgreSQL $version', ({ version }) => {
  let database: CourseDatabase;
  beforeAll(async () => {
    database = await courseDatabase(version);
  });

  /** Tries the counterexample of a rule, in which nothing may stay behind. */
  const attempted = async (
    f: ReturnType<CourseDatabase['fresh']>['f'],
    factory: 'user' | 'courseMember',
    rule: RuleNameOf<typeof course>,
  ) => {
    const before = await database.counts();
    const attempt = await f[factory].violating(rule).attempt();
    expect(await database.counts()).toEqual(before);
    return attempt;
  };

  it('is refused by the rule’s own name', async () => {
    const { f } = database.fresh();
    expect(await attempted(f, 'courseMember', 'course_member_student_valid')).toEqual({
      refused: true,
      rule: 'course_member_student_valid',
      sqlstate: '23514',
      constraint: 'course_member_student_valid',
      message: 'new row for relation "course_member" violates check constraint "course_member_student_valid"',
    });
    expect(await attempted(f, 'user', 'user_fs_number_not_null')).toMatchObject({
      rule: 'user_fs_number_not_null',
      sqlstate: '23502',
    });
    expect(await attempted(f, 'user', 'user_given_name_length')).toMatchObject({
      rule: 'user_given_name_length',
      sqlstate: '22001',
    });
    expect(await attempted(f, 'user', 'user_user_type_type')).toMatchObject({
      rule: 'user_user_type_type',
      sqlstate: '22P02',
    });
  });

  it('is refused by a key that waits for the commit, too', async () => {
    const { f } = database.fresh();
    expect(await f.organization.violating('fk_organization_parent').attempt()).toMatchObject({
      rule: 'fk_organization_parent',
      sqlstate: '23503',
    });
  });

  it('is corrected, or taken as it is', async () => {
    const { f } = database.fresh();
    const corrected = await attempted(f, 'user', 'user_auth_token');
    expect(corrected).toEqual({
      refused: false,
      corrected: { auth_token: expect.stringMatching(/^\$2a\$/) },
    });
    expect(await f.session.violating('session_logout_time').attempt()).toEqual({
      refused: false,
      corrected: {},
    });
    expect(await database.counts()).toEqual({});
  });

  it('leaves a transaction as it is, with what waits in it, and its settings', async () => {
    const { em, f } = database.fresh();
    await em.begin();
    const user = await f.user.create();
    await em.execute(`select set_config('ctutor.preserve_timestamps', 'mine', true)`);
    expect(await f.courseMember.violating('course_member_student_valid').attempt()).toMatchObject({
      refused: true,
    });
    expect(await f.user.violating('user_auth_token').attempt()).toMatchObject({ refused: false });
    const [setting] = await em.execute(`select current_setting('ctutor.preserve_timestamps') as value`);
    expect(setting).toEqual({ value: 'mine' });
    // The key to the organization above still waits for the commit.
    await em.execute('insert into organization (organization_type, title, path) values (?, ?, ?)', [
      'community',
      'Below',
      'late.below',
    ]);
    await em.execute('insert into organization (organization_type, title, path) values (?, ?, ?)', [
      'community',
      'Above',
      'late',
    ]);
    expect(await em.count(Organization, { organizationType: 'community' })).toBe(2);
    user.givenName = 'Ada';
    await em.flush();
    await em.rollback();
    expect(await database.counts()).toEqual({});
  });

  it('is possible again and again, beside rows of the same binding', async () => {
    const { em, f } = database.fresh();
    await em.begin();
    await f.course.running().create();
    for (const rule of rulesOf(course).filter(({ kind }) => kind === 'unique' || kind === 'semantic')) {
      const [key] = Object.entries(course.factories).find(([, one]) => one.entity === rule.entity) ?? [];
      // Each rule's entity has a factory, and all of these are asked in the same way.
      const example = f[key as 'user'].violating(rule);
      for (let i = 0; i < 2; i++) {
        const attempt = await example.attempt();
        expect(attempt, rule.name).toMatchObject({ refused: example.answer.refused });
        if (attempt.refused) expect(attempt.rule).toBe(example.by);
      }
    }
    expect((await f.user.create()).givenName).toBeTypeOf('string');
    await em.rollback();
  }, 240_000);

  it('is possible on a plain connection, in its transaction or without one', async () => {
    const f = bind(course, { client: database.client });
    const refused = { refused: true, rule: 'slug_valid' };
    expect(await f.group.violating('slug_valid').attempt()).toMatchObject(refused);
    expect(database.client.getTransactionStatus()).toBe('I');
    await database.client.query('begin');
    expect(await f.group.violating('slug_valid').attempt()).toMatchObject(refused);
    expect(database.client.getTransactionStatus()).toBe('T');
    await database.client.query('rollback');
    expect(await database.counts()).toEqual({});
  });

  it('waits for the calls before it', async () => {
    const { em, f } = database.fresh();
    await em.begin();
    const [user, attempt, other] = await Promise.all([
      f.user.create(),
      f.user.violating('user_email_key').attempt(),
      f.user.create(),
    ]);
    expect(attempt).toMatchObject({ refused: true, rule: 'user_email_key' });
    expect(user.id).not.toBe(other.id);
    await em.rollback();
  });

  it('says by which constraint the rows before the breach are refused', async () => {
    const { em, f } = database.fresh();
    await em.begin();
    await em.execute('alter table course add constraint none check (false)');
    const attempt = f.courseMember.violating('course_member_student_valid').attempt();
    await expect(attempt).rejects.toMatchObject({ code: 'load_refused' });
    await expect(attempt).rejects.toMatchObject({ details: { refusal: { constraint: 'none' } } });
    expect(await em.count(Organization)).toBe(0);
    await em.rollback();
  });

  it('is no rule of the table where a constraint of somebody else answers', async () => {
    const { em, f } = database.fresh();
    await em.begin();
    await em.execute('alter table course_member drop constraint course_member_student_valid');
    await em.execute('alter table course_member add constraint mine check (course_group_id is not null)');
    expect(await f.courseMember.violating('course_member_student_valid').attempt()).toMatchObject({
      rule: undefined,
      constraint: 'mine',
    });
    await em.rollback();
  });
});

describe('violating', () => {
  let database: CourseDatabase;
  beforeAll(async () => {
    database = await courseDatabase();
  });

  it('gives the data of the counterexample without a query', () => {
    const { f } = database.fresh();
    database.sent();
    const { rule, rows, breach, answer } = f.courseMember.owner().violating('course_member_student_valid');
    expect(rule.description).toBe('A member with the role _student has a courseGroup.');
    expect(rows.at(-1)?.table).toBe('course');
    expect(breach).toMatchObject({ insert: 'course_member', row: { course_group_id: null } });
    expect(answer).toMatchObject({ refused: true, sqlstate: '23514' });
    expect(database.sent()).toEqual([]);
  });

  it('is the same for equal namespaces, and another each time', () => {
    const ids = () => {
      const { f } = database.fresh({ run: 77 });
      return [1, 2].map(() => f.user.violating('user_email_key').rows[0]?.row['id']);
    };
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(2);
  });

  it('names the nearest rule, or the factory whose rule it is', () => {
    const { f } = database.fresh();
    const hint = (text: string) => expect.objectContaining({ hint: expect.stringContaining(text) });
    expect(() => f.user.violating('user_emial_key')).toThrow(
      expect.objectContaining({ code: 'unknown_rule' }),
    );
    expect(() => f.user.violating('user_emial_key')).toThrow(hint(`'user_email_key'`));
    expect(() => f.user.violating('course_member_student_valid')).toThrow(
      expect.objectContaining({ code: 'rule_of_other_table' }),
    );
    expect(() => f.user.violating('course_member_student_valid')).toThrow(hint('courseMember.violating'));
  });
});
