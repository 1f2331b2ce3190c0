import type pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { templatesOf } from '../../src/database/template.ts';
import { course } from '../../src/domains.ts';
import { dropTemplates, release, type Template, template } from '../../src/testing.ts';
import { freshDatabase } from '../support/database.ts';

/** Where `seedbed/testing` works in a describe, with a template of no scenario; made before its tests. */
export interface Kit {
  url: string;
  empty: Template<typeof course>;
  /** The names of the clones that there are. */
  databases: () => Promise<readonly string[]>;
}

/** To be called in a describe: DATABASE_TEST_URL is its own as long as that runs. */
export function kitOn(version: 15 | 18): Kit {
  // The hooks below fill it before any test asks.
  const kit = {} as Kit;
  const given = process.env['DATABASE_TEST_URL'];
  beforeAll(async () => {
    const { url, client } = await freshDatabase({ version });
    process.env['DATABASE_TEST_URL'] = url;
    Object.assign(kit, { url, empty: await template(course), databases: () => clonesOf(client) });
  });
  afterAll(async () => {
    await release(kit.empty);
    await dropTemplates();
    await (await templatesOf(kit.url)).close();
    if (given === undefined) delete process.env['DATABASE_TEST_URL'];
    else process.env['DATABASE_TEST_URL'] = given;
  });
  return kit;
}

async function clonesOf(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    // Without those of other test files.
    `select datname as name from pg_database
     where datname ~ ('^seedbed_clone_' || left(encode(sha256(current_database()::text::bytea), 'hex'), 8))
     order by 1`,
  );
  return rows.map(({ name }) => name);
}
