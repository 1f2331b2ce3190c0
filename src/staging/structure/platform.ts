/** Schemas that are the platform's: all but PostgreSQL's and ours. */
export const platformSchemas = `nspname !~ '^pg_' and nspname <> 'information_schema'
  and nspname !~ '^seedbed_(staging$|before_|undone_)'`;

/** That an object is none of an extension's. */
export const noMember = (catalog: string, oid: string): string => `not exists (
  select from pg_depend e where e.classid = '${catalog}'::regclass and e.objid = ${oid} and e.deptype = 'e')`;
