import { SeedbedError } from '../errors/error.ts';

/** The database has none of the tables. */
export function notMigrated(database: string, schema: string, cause?: unknown): SeedbedError {
  return new SeedbedError('not_migrated', {
    message: `The database '${database}' has none of the tables of '${schema}'.`,
    hint: `Make them with \`seedbed migrate up --domain ${schema}\`, or run the platform's own migrations.`,
    details: { database },
    cause,
  });
}
