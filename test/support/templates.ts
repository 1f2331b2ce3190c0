import pg from 'pg';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import type { EmbeddedServer } from '../../src/database/server.ts';
import { course, domains } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { seed } from '../../src/seeders/seed.ts';
import { templateName } from './template-name.ts';

/** What a test database can be a clone of, and how each is filled. */
const fillings: readonly (readonly [string, (url: string) => Promise<unknown>])[] = [
  ['empty', async () => {}],
  ...domains.map((domain) => [domain.name, (url: string) => migrations(domain, url).up()] as const),
  ['course_minimal', fillMinimal],
];

/** The tables of `course` with the scenario `minimal`. */
async function fillMinimal(url: string): Promise<void> {
  await migrations(course, url).up();
  const client = await connect(url);
  try {
    await seed(client, course, minimal, { seed: 0, now: DEFAULT_NOW });
  } finally {
    await client.end();
  }
}

/** Makes all templates. Nobody can connect to a finished one, so that it can be cloned at any time. */
export async function makeTemplates(client: pg.Client, server: EmbeddedServer): Promise<void> {
  for (const [template, fill] of fillings) {
    const name = templateName(template);
    await fill(await server.ensureDatabase(name));
    await client.query(
      `alter database ${pg.escapeIdentifier(name)} allow_connections false is_template true`,
    );
  }
}
