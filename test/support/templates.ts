import pg from 'pg';
import type { EmbeddedServer } from '../../src/database/server.ts';

/** What a test database can be a clone of, and how each is filled; a template has the same name with `template_` before it. */
const fillings: Record<string, (url: string) => Promise<void>> = {
  empty: async () => {},
};

export function templateName(template: string): string {
  return `template_${template}`;
}

/** Makes all templates. Nobody can connect to a finished one, so that it can be cloned at any time. */
export async function makeTemplates(client: pg.Client, server: EmbeddedServer): Promise<void> {
  for (const [template, fill] of Object.entries(fillings)) {
    const name = templateName(template);
    await fill(await server.ensureDatabase(name));
    await client.query(
      `alter database ${pg.escapeIdentifier(name)} allow_connections false is_template true`,
    );
  }
}
