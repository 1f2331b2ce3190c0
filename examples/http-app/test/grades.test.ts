import { expect, test } from 'vitest';
import { app, db } from './app.ts';

test('the best come first', async () => {
  const course = await db.f.course.create();
  await db.f.within({ course }, async (s) => {
    const grace = await s.courseMember.create({ user: { givenName: 'Grace', familyName: 'Hopper' } });
    const alan = await s.courseMember.create({ user: { givenName: 'Alan', familyName: 'Turing' } });
    await s.result.passed().submitted().create({ courseMember: alan });
    await s.result.partial(0.5).submitted().create({ courseMember: grace });
  });

  const response = await app.request(`/courses/${course.id}/grades`);

  expect(await response.json()).toEqual([
    { student: 'Alan Turing', average: 1 },
    { student: 'Grace Hopper', average: 0.5 },
  ]);
});
