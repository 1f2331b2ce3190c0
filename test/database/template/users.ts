import type pg from 'pg';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { connect } from '../../../src/database/connect.ts';
import { markStatement } from '../../../src/database/marked/mark.ts';
import type { Recipe } from '../../../src/database/template/names.ts';
import { Templates } from '../../../src/database/template.ts';
import { freshDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

export const recipe: Recipe = {
  domain: 'library',
  foundation: 'migrations',
  dataset: 'shelves',
  source: 'code',
};

/** The templates of one maintenance database, and those who use them. */
export interface TemplateUsers {
  /** The url of the maintenance database. */
  readonly url: string;
  /** A connection to it. */
  readonly admin: pg.Client;
  /** One more user, as a process of its own would be. */
  user(): Promise<Templates>;
  /** Ends one, as the end of its process would: its connection is gone. */
  leave(templates: Templates): Promise<void>;
  /** Resolves when the server has noticed who is gone, which takes it a moment. */
  othersGone(): Promise<void>;
  /** The databases that they have made, by name. */
  mine(): Promise<string[]>;
}

/** For the tests of the `describe` that it is called in. Each test's users leave at its end. */
export function templateUsers(version: 15 | 18): TemplateUsers {
  // Of its own, so that the databases of other test files are not in sight.
  let database: { readonly url: string; readonly client: pg.Client };
  const opened: Templates[] = [];

  beforeAll(async () => {
    database = await freshDatabase({ version });
  });
  afterEach(async () => {
    for (const templates of [...opened]) await leave(templates);
  });
  afterAll(async () => {
    await othersGone();
    const last = await user();
    await last.dropTemplates();
    await last.close();
    expect(await mine()).toEqual([]);
  });

  async function user(): Promise<Templates> {
    const templates = await Templates.open(database.url, () => {});
    opened.push(templates);
    return templates;
  }

  async function leave(templates: Templates): Promise<void> {
    opened.splice(opened.indexOf(templates), 1);
    await templates.close();
    await othersGone();
  }

  async function othersGone(): Promise<void> {
    await until(async () => {
      const { rows } = await database.client.query<{ holders: number }>(
        `select count(distinct pid)::int as holders from pg_locks where locktype = 'advisory'
           and database = (select oid from pg_database where datname = current_database())`,
      );
      return rows[0]?.holders === opened.length;
    });
  }

  async function mine(): Promise<string[]> {
    const { rows } = await database.client.query<{ name: string }>(
      // Without those of other test files.
      `select datname as name from pg_database
       where datname ~ ('^seedbed_(tpl|wip|clone)_' || left(encode(sha256(current_database()::text::bytea), 'hex'), 8))
       order by 1`,
    );
    return rows.map(({ name }) => name);
  }

  return {
    get url() {
      return database.url;
    },
    get admin() {
      return database.client;
    },
    user,
    leave,
    othersGone,
    mine,
  };
}

/** Sets when a template was last asked for. */
export async function setAge({ admin }: TemplateUsers, name: string, days: number): Promise<void> {
  const used = new Date(Date.now() - days * 86_400_000).toISOString();
  await admin.query(markStatement(name, { kind: 'template', by: 'ada', about: 'library', used }));
}

/** Fills a template. */
export async function fill(at: string, words = 'one, two'): Promise<void> {
  const client = await connect(at);
  await client.query(`create table word as select unnest(string_to_array('${words}', ', ')) as word`);
  await client.end();
}
