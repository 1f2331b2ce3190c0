import type pg from 'pg';
import { type Bound, bind } from '../../../src/bind.ts';
import { course } from '../../../src/domains.ts';
import { keyOf } from '../../../src/random/key.ts';
import { Stream } from '../../../src/random/stream.ts';
import { type Dataset, type Row, readDataset, rowsOf } from '../checker/dataset.ts';
import { tables } from '../checker/schema/tables.ts';

type Factories = Bound<typeof course>;

/**
 * A small valid dataset with rows in all tables, another one for each seed.
 *
 * @param client of a database with the course schema, its tables empty; they are so again afterwards
 */
export async function validDataset(client: pg.Client, seed: number): Promise<Dataset> {
  const random = new Stream().rekey(keyOf(`valid dataset ${seed}`));
  await client.query('begin');
  try {
    await fill(bind(course, { client, seed }), random);
    return varied(await readDataset(client), random);
  } finally {
    await client.query('rollback');
  }
}

async function fill(f: Factories, random: Stream): Promise<void> {
  const users = await f.user.createMany(random.integer(3, 5));
  const token = await f.user.token().create();
  users.push(await f.user.db().create(), await f.user.archived().create());
  for (const user of [token, ...users.slice(0, 2)]) {
    await f.profile.create({ user });
    await f.studentProfile.create({ user });
    await f.account.create({ user, type: 'oauth' });
    if (random.chance(0.5)) await f.account.create({ user, type: 'ldap' });
    await f.session.create({ user });
  }
  await fillAccess(f, random, users);

  const root = await f.organization.create({ number: '1' });
  const child = await f.organization.childOf(root).create({ number: '2' });
  const grandchild = await f.organization.childOf(child).create();
  const archived = await f.organization.archived().create();
  const below = await f.organization.childOf(archived).create();
  await f.organization.childOf(below).create();
  await f.organization.community().create({ number: '1' });
  await f.organization.userOwned().create({ user: token });

  const family = await f.courseFamily.create({ organization: random.pick([root, child]) });
  const another = await f.courseFamily.create({ organization: grandchild });
  await f.course.create({ courseFamily: family });
  await fillCourse(f, random, await f.course.create({ courseFamily: family }), users);
  await fillCourse(f, random, await f.course.create({ courseFamily: another }), users);
}

async function fillAccess(
  f: Factories,
  random: Stream,
  users: readonly { readonly id: string }[],
): Promise<void> {
  const role = await f.role.create();
  await f.roleClaim.createMany(random.integer(1, 2), { role });
  await f.roleClaim.create({ role: '_admin' });
  for (const user of users.slice(0, 2)) {
    await f.userRole.create({ user, role });
    await f.userRole.create({ user, role: '_user_manager' });
  }
  const group = await f.group.withClaim().create();
  await f.groupClaim.createMany(random.integer(1, 2), { group });
  for (const one of [group, await f.group.dynamic().create(), await f.group.create()]) {
    for (const user of users.slice(0, random.integer(1, 2))) await f.userGroup.create({ user, group: one });
  }
}

async function fillCourse(
  f: Factories,
  random: Stream,
  course: Awaited<ReturnType<Factories['course']['create']>>,
  users: readonly { readonly id: string }[],
): Promise<void> {
  const [owner, ...others] = users;
  await f.within({ course }, async (s) => {
    const courseGroup = await s.courseGroup.create();
    await s.courseGroup.create({ title: null });
    await s.courseMember.owner().create(owner ? { user: owner } : {});
    const [first, second, third] = await Promise.all(
      others.slice(0, 3).map((user) => s.courseMember.create({ user, courseGroup })),
    );
    if (!first || !second || !third) throw new Error('a course has three students');
    const executionBackend = await s.executionBackend.create();
    await s.courseExecutionBackend.create({ executionBackend });

    const unit = await s.courseContent.unit().create();
    const folder = await s.courseContent.folder().under(unit).create();
    const kind = await s.courseContentKind.create({ hasAscendants: false, submittable: true });
    const rootType = await s.courseContentType.create({ courseContentKind: kind });
    await s.courseContent.create({ courseContentType: rootType });
    const limits = { maxTestRuns: 2, maxSubmissions: 1, executionBackend };
    const assignment = await s.courseContent.under(folder).create({ ...limits, maxGroupSize: 2 });
    const quiz = await s.courseContent.quiz().under(unit).create();

    const pair = await s.courseSubmissionGroup.create({ courseContent: assignment, grading: 0.5 });
    for (const courseMember of [first, second]) {
      await s.courseSubmissionGroupMember.create({ courseSubmissionGroup: pair, courseMember });
    }
    const single = await s.courseSubmissionGroup.create({ courseContent: quiz });
    await s.courseSubmissionGroupMember.create({ courseSubmissionGroup: single, courseMember: first });
    for (const courseMember of [first, second]) {
      const attempt = { courseSubmissionGroup: pair, courseMember, executionBackend };
      await s.result.create(attempt);
      await s.result.submitted().create(attempt);
    }
    await s.result.createMany(random.integer(1, 2), {
      courseSubmissionGroup: single,
      courseMember: first,
      executionBackend,
    });
    await s.result.create({
      courseSubmissionGroup: null,
      courseContent: quiz,
      courseMember: third,
      executionBackend,
    });

    const sender = { sender: random.pick(users) };
    const message = await s.codeabilityMessage.create({ ...sender, courseGroup, courseMember: first });
    await s.codeabilityMessage.note().create({ ...sender, courseContent: unit });
    for (const user of users.slice(0, 2)) await s.codeabilityMessageRead.create({ message, user });
  });
}

/** With writers, so that each table refers to users, and later updates. */
function varied(dataset: Dataset, random: Stream): Dataset {
  const users = rowsOf(dataset, 'user').map(({ id }) => id);
  const vary = (row: Row): Row => {
    const writers: Record<string, unknown> = {};
    if ('created_by' in row && random.chance(0.7)) writers['created_by'] = random.pick(users);
    if ('updated_by' in row && random.chance(0.7)) writers['updated_by'] = random.pick(users);
    if ('updated_at' in row && random.chance(0.5)) writers['updated_at'] = '2026-02-01T08:00:00.000001+00:00';
    return { ...row, ...writers };
  };
  return Object.fromEntries(Object.keys(tables).map((table) => [table, rowsOf(dataset, table).map(vary)]));
}
