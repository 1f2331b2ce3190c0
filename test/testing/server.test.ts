import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../src/database/migrate.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { templatesOf } from '../../src/database/template.ts';
import { course } from '../../src/domains.ts';
import { setLabel } from '../../src/staging/label.ts';
import { dropTemplates, template } from '../../src/testing.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';
import { row } from '../support/running-server.ts';
import { startScript } from '../support/script.ts';

describe('DATABASE_TEST_URL', () => {
  const given = process.env['DATABASE_TEST_URL'];
  let database: Awaited<ReturnType<typeof freshDatabase>>;

  beforeEach(async () => {
    database = await freshDatabase();
    process.env['DATABASE_TEST_URL'] = database.url;
  });
  afterEach(() => {
    if (given === undefined) delete process.env['DATABASE_TEST_URL'];
    else process.env['DATABASE_TEST_URL'] = given;
  });

  test.each([
    ["another application's table", 'create table invoice (id int)', ['public.invoice']],
    ['one in a schema of its own', 'create schema shop; create table shop.item (id int)', ['shop.item']],
    ['a materialized view', 'create materialized view totals as select 1', ['public.totals']],
    ['some of our tables', 'create table course (id int)', ['public.course']],
  ])('is refused where its database holds %s', async (_, sql, found) => {
    await database.client.query(sql);
    await expect(template(course)).rejects.toMatchObject({ code: 'not_a_test_server' });
    await expect(template(course)).rejects.toMatchObject({ code: 'not_a_test_server', details: { found } });
  });

  test.each(['staging', 'production'])(
    'is refused where its database is labelled %s',
    async (environment) => {
      await migrations(course, database.url).up();
      await setLabel(database.client, course, environment, 'ada');
      await expect(template(course)).rejects.toMatchObject({
        code: 'not_a_test_server',
        message: expect.stringContaining(`it holds the label ${environment}.`),
      });
    },
  );

  test('is refused where our tables hold rows, and taken while they are empty', async () => {
    await migrations(course, database.url).up();
    await template(course);
    await dropTemplates();
    await (await templatesOf(database.url)).close();
    await database.client.query(`insert into "user" (given_name) values ('Ada')`);
    await expect(template(course)).rejects.toMatchObject({
      message: expect.stringContaining('it holds user 1.'),
    });
    const { rows } = await database.client.query('select given_name from "user"');
    expect(rows).toEqual([{ given_name: 'Ada' }]);
  });
});

test('without it, tests run on the embedded PostgreSQL, and a second run finds the template', async () => {
  const cwd = temporaryProject();
  const server = embeddedServer({ directory: cwd });
  const templates = async () => {
    const sql = `select oid, datname from pg_database where datname like 'seedbed\\_tpl\\_%'`;
    return await row(server, sql);
  };
  expect(await outputOf(program, cwd)).toBe('1 and 1\n');
  const made = await templates();
  expect(made).toHaveProperty('datname');
  expect(await outputOf(program, cwd)).toBe('1 and 1\n');
  expect(await templates()).toEqual(made);
  expect(await row(server, `select from pg_database where datname like 'seedbed\\_clone\\_%'`)).toEqual({});
});

const program = `
  import { course } from '$src/course.ts';
  import { clone, release, template, transaction } from '$src/testing.ts';
  delete process.env.DATABASE_TEST_URL;
  const empty = await template(course);
  const one = await transaction(empty);
  await one.f.user.create();
  const two = await clone(empty);
  await two.f.user.create();
  const [first, second] = await Promise.all(
    [one, two].map(({ client }) => client.query('select count(*)::int as users from "user"')),
  );
  console.log(first.rows[0].users + ' and ' + second.rows[0].users);
  await release(one);
  await release(two);
  await release(empty);`;

/** What the program prints; it ends by itself. */
async function outputOf(source: string, cwd: string): Promise<string> {
  const child = startScript(source, { cwd });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(child, 'close');
  return text;
}
