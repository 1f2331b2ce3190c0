import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';

type Made = Pick<Schema, 'name' | 'migrations' | 'project'>;

/** The database has none of the tables. */
export const notMigrated = (database: string, schema: Made): SeedbedError =>
  new SeedbedError('not_migrated', {
    message: `The database '${database}' has none of the tables of '${schema.name}'.`,
    hint: waysOf(schema),
    details: { database },
  });

function waysOf({ name, migrations, project }: Made): string {
  if (migrations)
    return `Make them with \`seedbed migrate up --domain ${name}\`, or run the platform's own migrations.`;
  return project
    ? 'Make them with the migrations of the project, or with `npx mikro-orm schema:create --run`.'
    : 'Make them with what makes the tables of the project: seedbed has read them elsewhere.';
}
