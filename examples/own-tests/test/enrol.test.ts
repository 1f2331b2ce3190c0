import { entities } from 'seedbed/course';
import { test } from 'seedbed/vitest';
import { expect } from 'vitest';
import { enrol, PLACES } from '../src/enrol.ts';

test('a person is enrolled while there is a place', async ({ em, f }) => {
  const courseGroup = await f.courseGroup.create();
  const payload = await f.courseMember.attributes({ courseGroup });

  expect(await enrol(em, payload)).toBe(true);
  const member = await em.findOneOrFail(entities.CourseMember, payload.id, { populate: ['user'] });
  expect(member.course).toBe(courseGroup.course);
});

test('no person is enrolled when the group is full', async ({ em, f }) => {
  const courseGroup = await f.courseGroup.create();
  await f.within({ courseGroup }, (s) => s.courseMember.createMany(PLACES));

  expect(await enrol(em, await f.courseMember.attributes({ courseGroup }))).toBe(false);
  expect(await em.count(entities.CourseMember, { courseGroup })).toBe(PLACES);
});

test('staff needs no place', async ({ em, f }) => {
  const courseGroup = await f.courseGroup.create();
  await f.courseMember.createMany(PLACES, { courseGroup });

  expect(await enrol(em, await f.courseMember.owner().attributes({ course: courseGroup.course }))).toBe(true);
});
