import { fileURLToPath } from 'node:url';
import { defineConfig, type Options } from '@mikro-orm/postgresql';
import type { Schema } from '../entities/schema.ts';
import { addColumns } from './added-columns.ts';
import { SchemaMigrator } from './migrator.ts';
import { PostgresNaming } from './naming.ts';
import { schemaGenerator } from './schema-generator.ts';

/**
 * What every MikroORM of a schema is configured with; add a connection to it.
 *
 * @example
 * const orm = new MikroORM({ ...ormOptions(courseSchema), clientUrl: url });
 */
export function ormOptions(schema: Schema): Options {
  const path = schema.migrations && fileURLToPath(schema.migrations);
  return defineConfig({
    contextName: schema.name,
    entities: [...schema.entities],
    discovery: { onMetadata: addColumns(schema) },
    namingStrategy: PostgresNaming,
    extensions: [schemaGenerator(schema), SchemaMigrator],
    schemaGenerator: { disableForeignKeys: false },
    migrations: {
      ...(path !== undefined && { path, pathTs: path }),
      snapshot: false,
      disableForeignKeys: false,
      silent: true,
    },
  });
}
