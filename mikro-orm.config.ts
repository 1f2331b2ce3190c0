import { defineConfig, type Options } from '@mikro-orm/postgresql';
import { connectionOptions } from './src/database/connection-options.ts';
import { ormOptions } from './src/database/orm-options.ts';
import { embeddedServer } from './src/database/server.ts';
import { domains } from './src/domains.ts';
import type { Schema } from './src/entities/schema.ts';

/** One configuration a domain for the `mikro-orm` program, on DATABASE_URL or else the embedded server. */
export default await Promise.all(domains.map(configure));

async function configure(schema: Schema): Promise<Options> {
  const url = process.env['DATABASE_URL'] || (await embeddedServer().url(schema.name));
  return defineConfig({ ...ormOptions(schema), ...connectionOptions(url) });
}
