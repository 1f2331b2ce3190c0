import { expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { course } from '../../src/domains.ts';
import { courseDatabase } from './course-database.ts';

test('a second binding of the same namespace is told what to do, and another run goes on', async () => {
  const { orm, client } = await courseDatabase();
  const create = (run: number) => bind(course, { em: orm.em.fork(), run }).courseMember.create();

  await create(0);
  await expect(create(0)).rejects.toMatchObject({
    code: 'load_refused',
    hint: expect.stringContaining('another `run`'),
  });
  await create(1);
  const { rows } = await client.query('select count(*)::int as members from course_member');
  expect(rows).toEqual([{ members: 2 }]);
});
