import { p } from '@mikro-orm/core';
import { expect, test } from 'vitest';
import { draftMigration } from '../../../src/database/draft/draft.ts';
import { defineSchema } from '../../../src/entities/schema.ts';
import { own } from '../../features/own.ts';
import { freshDatabase } from '../../support/database.ts';

/** A table, and a view of it where there is one. */
function schemaOf(query?: string) {
  const thing = own('thing', { id: p.integer().primary(), size: p.integer() });
  const properties = { id: p.integer().primary() };
  const view = own('shown', properties, { view: true, expression: query ?? '' });
  const entities = query === undefined ? [thing] : [thing, view];
  return defineSchema({ name: 'views', entities, migrations: new URL('file:///nowhere/') });
}

test.each([
  ['made', undefined, ['create view shown as ']],
  ['made anew', 'select id from thing where size > 5', ['drop view shown', 'create view shown as ']],
])('a view is %s, and back', async (_, before, statements) => {
  const { url, client } = await freshDatabase();
  await client.query('create table thing (id serial primary key, size int not null)');
  if (before !== undefined) await client.query(`create view shown as ${before}`);
  const draft = await draftMigration(schemaOf('select id from thing where size in (1, 2) order by id'), url);
  expect(draft?.up.map((sql, i) => sql.slice(0, statements[i]?.length))).toEqual(statements);
  for (const sql of draft?.up ?? []) await client.query(sql);
  await client.query('insert into thing values (1, 1), (2, 6)');
  expect((await client.query('select id from shown')).rows).toEqual([{ id: 1 }]);
  for (const sql of draft?.down ?? []) await client.query(sql);
  const { rows } = await client.query(`select viewname from pg_views where schemaname = 'public'`);
  expect(rows).toHaveLength(before === undefined ? 0 : 1);
});

test('a view as it is declared is no difference, however it was spelled', async () => {
  const { url, client } = await freshDatabase();
  await client.query(`
    create table thing (id serial primary key, size int not null);
    create view shown as select t.id from thing as t where t.size = any (array[1, 2]) order by t.id`);
  const schema = schemaOf('select id from thing t where size in (1, 2) order by id');
  expect(await draftMigration(schema, url)).toBeUndefined();
});
