import type { Schema } from './schema.ts';

/**
 * Whether a function with that source is one of the schema's own. Names say nothing: a platform may have another
 * function of the same name.
 *
 * @param source what is in `pg_proc.prosrc`
 */
export const isOwnFunction = ({ prelude }: Schema, source: string): boolean =>
  source.trim() !== '' &&
  prelude.some((sql) => sql.includes(`$${source}$`) || sql.includes(`'${source.replaceAll("'", "''")}'`));
