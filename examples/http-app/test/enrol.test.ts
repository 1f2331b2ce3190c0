import { expect, test } from 'vitest';
import { PLACES } from '../src/enrol.ts';
import { CourseMember, Message, User } from '../src/entities.ts';
import { db, post } from './app.ts';

const ada = { givenName: 'Ada', familyName: 'Byron' };

test('a person is enrolled while there is a place, and greets the others', async () => {
  const group = await db.f.courseGroup.create();

  const response = await post(`/groups/${group.id}/members`, { ...ada, greeting: 'Hello!' });

  expect(response.status).toBe(201);
  const { member, greeted } = await response.json();
  expect(greeted).toBe(true);
  const { user } = await db.em.findOneOrFail(CourseMember, member, { populate: ['user'] });
  expect(user).toMatchObject(ada);
  expect(await db.em.count(Message, { sender: user, message: 'Hello!' })).toBe(1);
});

test('a greeting that is refused takes nothing with it: it is a transaction within the other', async () => {
  const group = await db.f.courseGroup.create();

  const response = await post(`/groups/${group.id}/members`, { ...ada, greeting: 'Hello! '.repeat(1000) });

  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ greeted: false });
  expect(await db.em.count(CourseMember, { courseGroup: group })).toBe(1);
  expect(await db.em.count(Message)).toBe(0);
});

test('no person is enrolled when the group is full, and nothing of them stays', async () => {
  const group = await db.f.courseGroup.create();
  await db.f.courseMember.createMany(PLACES, { courseGroup: group });
  const users = await db.em.count(User);

  const response = await post(`/groups/${group.id}/members`, ada);

  expect(response.status).toBe(409);
  expect(await db.em.count(User)).toBe(users);
  expect(await db.em.count(CourseMember, { courseGroup: group })).toBe(PLACES);
});

test('requests at the same time wait for each other, as there is one connection', async () => {
  const group = await db.f.courseGroup.create();
  await db.f.courseMember.createMany(PLACES - 1, { courseGroup: group });

  const path = `/groups/${group.id}/members`;
  const responses = await Promise.all([post(path, ada), post(path, ada)]);

  expect(responses.map(({ status }) => status).sort()).toEqual([201, 409]);
});
