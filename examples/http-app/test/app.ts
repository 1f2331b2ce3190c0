import { MikroORM } from '@mikro-orm/postgresql';
import type { Hono } from 'hono';
import { course } from 'seedbed/course';
import { release, type TestTransaction, template, transaction } from 'seedbed/testing';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { createApp } from '../src/app.ts';
import { ormConfig } from '../src/config.ts';

const empty = await template(course);

export let db: TestTransaction<typeof course>;
export let app: Hono;

/** The application, with its own MikroORM and its own SQL, within the test's transaction. */
beforeEach(async () => {
  db = await transaction(empty);
  const orm = await MikroORM.init({ ...ormConfig, ...db.ormOptions });
  app = createApp(orm, db.pool);
});
afterEach(() => release(db));
afterAll(() => release(empty));

/** Sends JSON as a client of the API does. */
export const post = (path: string, body: object): Promise<Response> =>
  Promise.resolve(
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
