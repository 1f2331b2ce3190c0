import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import { afterAll, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { course } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { group } from '../../src/factories/course/index.ts';
import type { AnyFactory } from '../../src/factories/definition.ts';
import { freshDatabase } from '../support/database.ts';

class Stranger {
  declare id: string;
}
const schema = defineEntity({ name: 'Stranger', properties: { id: p.string().primary() } });
const orm = new MikroORM({ entities: [schema], dbName: 'nowhere' });
const knowing = new MikroORM({ ...ormOptions(courseSchema), dbName: 'nowhere' });
afterAll(() => Promise.all([orm.close(), knowing.close()]));

test('an EntityManager that does not know the entities is told where they are, and of the plain connection', () => {
  expect(() => bind(course, { em: orm.em.fork() })).toThrow(
    expect.objectContaining({
      code: 'entities_unknown',
      kind: 'usage',
      details: expect.objectContaining({ domain: 'course' }),
      message: "The EntityManager does not know User, an entity of 'course'.",
      hint: 'Configure MikroORM with course.entities, or bind to a plain connection.',
    }),
  );
});

test('a plain connection needs none that does', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  const created = await bind(course, { client }).user.create();
  const { rows } = await client.query('select email from "user"');
  expect(rows).toEqual([{ email: created.email }]);
});

test('a parent that the domain has no factory for is named', () => {
  const { roleClaim } = course.factories;
  const f = bind({ ...course, factories: { group, roleClaim } }, { em: knowing.em.fork() });
  expect(f.group.build().type).toBe('fixed');
  const { courseGroup } = course.factories;
  const small = bind({ ...course, factories: { courseGroup } }, { em: knowing.em.fork() });
  expect(() => small.courseGroup.build()).toThrow(expect.objectContaining({ code: 'unknown_entity' }));
  expect(() => small.courseGroup.build()).toThrow(
    expect.objectContaining({
      code: 'unknown_entity',
      kind: 'usage',
      details: { factory: 'courseGroup', entity: 'Course' },

      message: 'courseGroup belongs to Course, for which the binding has no factory.',
      hint: 'Pass one that exists, or add a factory for Course to the factories of the domain.',
    }),
  );
});

test('what is no factory is refused', () => {
  const nothing: AnyFactory = { entity: Stranger, name: 'stranger', row: () => ({}), '~types': undefined };
  const f = bind({ ...course, factories: { nothing } }, { em: knowing.em.fork() });
  expect(() => f.nothing.build({})).toThrow(/not a factory/);
});
