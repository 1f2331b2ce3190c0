import { MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { type Bound, bind, SeedbedError } from 'seedbed';
import { course } from 'seedbed/course';
import { afterAll, expect } from 'vitest';
import { templatesOf } from '../../src/database/template.ts';
import { freshDatabase } from '../support/database.ts';
// At the top of a file, where it can make what lasts as long as a worker: the blocks are imported further down.
import 'seedbed/vitest';

// What the blocks of the documents may use without a word: each block gets these on a migrated, empty database.

export let orm: MikroORM;
export let em: MikroORM['em'];
export let client: pg.Client;
export let f: Bound<typeof course>;

const opened: MikroORM[] = [];
/** Where `seedbed/testing` works, and keeps a connection open. */
let testServer: string | undefined;

/**
 * A database of its own for a block. The result makes it the one that the names above stand for.
 *
 * @param sql makes other tables than those of a course
 */
export async function surroundings(sql = ''): Promise<() => void> {
  const database = await freshDatabase({ template: sql === '' ? 'course' : 'empty' });
  if (sql !== '') await database.client.query(sql);
  const ownOrm = await MikroORM.init({ entities: [...course.entities], clientUrl: database.url });
  opened.push(ownOrm);
  const ownEm = ownOrm.em.fork();
  const factories = bind(course, { em: ownEm });
  const testUrl = testServer ?? (await freshDatabase()).url;
  testServer = testUrl;
  return () => {
    process.env['DATABASE_TEST_URL'] = testUrl;
    process.env['DATABASE_URL'] = database.url;
    [orm, em, client, f] = [ownOrm, ownEm, database.client, factories];
  };
}

// At the top of the module: each test file gets its own copy of it, and of this hook.
afterAll(async () => {
  for (const one of opened) await one.close();
  if (testServer) await (await templatesOf(testServer)).close();
});

/** Checks a `// → value`. */
export function claim(place: string, actual: unknown, expected: unknown): void {
  expect(actual, place).toEqual(expected);
}

/** Checks a `// throws code: message`. */
export async function refused(place: string, work: () => Promise<void>, said: string): Promise<void> {
  const error = await work().catch((thrown: unknown) => thrown);
  if (!(error instanceof SeedbedError)) throw new Error(`${place}: nothing was refused`, { cause: error });
  expect(`${error.code}: ${error.message}`, place).toContain(said);
}
