import { defineEntity, p } from '@mikro-orm/core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { bind } from '../../src/bind.ts';
import { declaredOrm } from '../../src/database/offline-orm.ts';
import { defineDomain } from '../../src/domain.ts';
import { factory } from '../../src/factories/factory.ts';
import { lint } from '../../src/lint.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';

const NumberedSchema = defineEntity({
  name: 'Numbered',
  abstract: true,
  properties: { id: p.integer().primary() },
});
const StampedSchema = defineEntity({
  name: 'Stamped',
  abstract: true,
  extends: NumberedSchema,
  properties: { createdAt: p.datetime() },
});

const PostSchema = defineEntity({ name: 'Post', extends: StampedSchema, properties: { text: p.text() } });
class Post extends PostSchema.class {}
PostSchema.setClass(Post);

const post = factory(Post, {
  columns: { id: ({ ordinal }) => ordinal(), createdAt: ({ now }) => now, text: ({ n }) => `Post ${n + 1}` },
});

const one = defineScenario({
  name: 'one',
  summary: 'One post.',
  parameters: z.strictObject({}),
  shared: (scope) => scope.add(post, 0, {}),
});

test('columns of the entities that one extends are its own', async () => {
  const blog = defineDomain({
    name: 'blog',
    entities: [Post],
    migrations: new URL('./migrations/', import.meta.url),
    factories: { post },
    scenarios: [one],
  });
  const { client } = await freshDatabase({ template: 'empty' });
  await client.query(await declaredOrm(blog).schema.getCreateSchemaSQL());
  await seed(client, blog, one, { seed: 0, now: DEFAULT_NOW });
  const { rows } = await client.query('select * from post');
  expect(rows).toEqual([{ id: expect.any(Number), created_at: DEFAULT_NOW, text: 'Post 1' }]);
  expect(await lint(blog, { client })).toEqual([]);
  const made = await bind(blog, { client, run: 1 }).post.create({ createdAt: new Date(0) });
  expect(made.createdAt).toEqual(new Date(0));
});
