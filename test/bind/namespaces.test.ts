import { describe, expect, test } from 'vitest';
import { bind, type Namespace } from '../../src/bind.ts';
import { course } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { datasetHash } from '../support/dataset.ts';
import { type CourseFactories, courseDatabase } from './course-database.ts';

/** Some of everything. */
async function fill(f: CourseFactories): Promise<void> {
  await f.course.running().create();
  await f.user.token().withProfile().withStudentProfile().withAccount().withRole().create();
  await f.organization.userOwned().create();
  const parent = await f.organization.community().create();
  await f.organization.childOf(parent).create();
  await f.group.withClaim().create();
  await f.session.createMany(3);
  await f.result.createMany(2);
  await f.role.create();
  await f.courseRole.create();
  await f.courseContentKind.create();
  const readers = await f.user.createMany(2);
  await f.codeabilityMessage
    .toMember()
    .readBy(...readers)
    .create();
}

describe('into one database go', async () => {
  const { orm, added, client } = await courseDatabase();
  const now = new Date('2026-01-14T10:00:00Z');

  test('a scenario and factories of the same seed', async () => {
    await seed(client, course, minimal, { seed: 7, now }, {});
    const namespace: Namespace = { seed: 7, now };
    expect(await added(() => fill(bind(course, { em: orm.em.fork(), ...namespace })))).toMatchObject({
      course: 4,
    });
  });

  test.each<[string, Namespace]>([
    ['another worker', { seed: 7, worker: 1 }],
    ['a worker of two digits', { seed: 7, worker: 11 }],
    ['another run', { seed: 7, run: 1 }],
    ['a run of two digits', { seed: 7, run: 11 }],
    ['a worker and a run', { seed: 7, worker: 1, run: 1 }],
    ['a worker and a run the other way round', { seed: 7, worker: 11, run: 2 }],
    ['the like again', { seed: 7, worker: 1, run: 12 }],
  ])('%s', async (_, namespace) => {
    expect(await added(() => fill(bind(course, { em: orm.em.fork(), ...namespace })))).toMatchObject({
      course: 4,
    });
  });
});

describe('the same namespace', () => {
  const hash = async (namespace: Namespace): Promise<string> => {
    const { orm, client } = await courseDatabase();
    await fill(bind(course, { em: orm.em.fork(), ...namespace }));
    return await datasetHash(client, courseSchema);
  };

  test('and seed give the same rows, others give others', async () => {
    const usual = await hash({ seed: 1, worker: 2, run: 3 });
    expect(await hash({ seed: 1, worker: 2, run: 3 })).toBe(usual);
    for (const other of [
      { seed: 2, worker: 2, run: 3 },
      { seed: 1, worker: 3, run: 3 },
      { seed: 1, worker: 2, run: 4 },
    ]) {
      expect(await hash(other)).not.toBe(usual);
    }
  });
});

test('a classroom is one that factories can add to', async () => {
  const { client, orm, added } = await courseDatabase();
  await seed(
    client,
    course,
    classroom,
    { seed: 1, now: new Date('2026-01-14T10:00:00Z') },
    { parameters: { students: '8' } as never },
  );
  const em = orm.em.fork();
  const f = bind(course, { em, seed: 1 });
  const { rows } = await client.query<{ id: string }>(
    `select g.id from course_submission_group g join course_submission_group_member m on m.course_submission_group_id = g.id limit 1`,
  );
  const group = rows[0]?.id ?? '';
  expect(await added(() => f.result.create({ courseSubmissionGroup: group }))).toMatchObject({ result: 1 });
});
