import pg from 'pg';
import { migrations } from '../../src/database/migrate.ts';
import type { EmbeddedServer } from '../../src/database/server.ts';
import { domains } from '../../src/domains.ts';
import { templateName } from './template-name.ts';

/** What a test database can be a clone of, and how each is filled. */
const fillings: readonly (readonly [string, (url: string) => Promise<unknown>])[] = [
  ['empty', async () => {}],
  ...domains.map((domain) => [domain.name, (url: string) => migrations(domain, url).up()] as const),
];

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
