import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { type Bound, bind, course } from 'seedbed';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';

export let em: EntityManager;
export let f: Bound<typeof course.factories>;

let orm: MikroORM;
// Unique values of tests that run at the same time differ, so that none waits for another's transaction.
const worker = Number(process.env['VITEST_POOL_ID']);

beforeAll(async () => {
  orm = await MikroORM.init({ entities: [...course.entities], clientUrl: inject('url') });
});
afterAll(() => orm.close());

beforeEach(async () => {
  em = orm.em.fork();
  await em.begin();
  f = bind(course, { em, worker });
});
afterEach(() => em.rollback());
