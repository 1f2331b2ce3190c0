import { expect, test } from 'vitest';
import { detectSchema } from '../../src/database/detect-schema.ts';
import { migrations } from '../../src/database/migrate.ts';
import { boardroom, course, domains } from '../../src/domains.ts';
import { freshDatabase } from '../support/database.ts';

test.each(domains)('a migrated database holds $name', async (domain) => {
  const { client } = await freshDatabase({ template: domain.name });
  expect(await detectSchema(client, domains)).toBe(domain);
  // Whoever made the tables.
  await client.query('drop table mikro_orm_migrations');
  expect(await detectSchema(client, domains)).toBe(domain);
});

test('a database holds a domain of which some migrations have run', async () => {
  const { url, client } = await freshDatabase();
  const chain = migrations(boardroom, url);
  const [first = ''] = (await chain.status()).pending;
  await chain.up({ to: first });
  expect(await detectSchema(client, domains)).toBe(boardroom);
  await chain.down({ to: 0 });
  expect(await detectSchema(client, domains)).toBeUndefined();
});

test('a database that holds a domain and one with more to it holds that one', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  const more = { ...course, name: 'more' };
  const less = { ...course, name: 'less', entities: course.entities.slice(0, 1), compositeKeys: [] };
  expect((await detectSchema(client, [less, more]))?.name).toBe('more');
});

test('a database holds nothing by some tables of the same names, or by a history that it may not read', async () => {
  const { client } = await freshDatabase();
  await client.query('create table users (id int); create table sessions (id int)');
  expect(await detectSchema(client, domains)).toBeUndefined();
  const role = `guest_${client.database}`;
  await client.query(`create table mikro_orm_migrations (name text); create role ${role}; set role ${role}`);
  expect(await detectSchema(client, domains)).toBeUndefined();
  await client.query(`reset role; drop role ${role}`);
});
