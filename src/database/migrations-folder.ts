import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';

/**
 * The directory of a schema's migrations.
 *
 * @throws `no_migrations`
 */
export function migrationsFolder({ name, migrations }: Pick<Schema, 'name' | 'migrations'>): URL {
  if (migrations) return migrations;
  throw new SeedbedError('no_migrations', {
    message: `The domain '${name}' has no migrations: other tools make its tables.`,
    hint: 'Make the tables as their own project does, and name that database in DATABASE_URL.',
    details: { domain: name },
  });
}
