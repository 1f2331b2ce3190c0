import { createPostgreSqlTypeParsers } from '@mikro-orm/postgresql';
import pg from 'pg';
import { parse } from 'postgres-array';

/** Values as the ORM expects them: it converts dates and numbers itself. */
export const ormTypes = new pg.TypeOverrides();
for (const [oid, parser] of Object.entries(createPostgreSqlTypeParsers((text) => parse(text)))) {
  ormTypes.setTypeParser(Number(oid), parser);
}
