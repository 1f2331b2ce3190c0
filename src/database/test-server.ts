import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { type NameParts, tableName } from '../entities/table-name.ts';
import { declaredNames } from './declared-tables.ts';
import { historyTable } from './migration-status.ts';
import { embeddedServer } from './server.ts';

/** Where databases for tests are made. */
export interface TestServer {
  /** Of its maintenance database. */
  readonly url: string;
  /** Whether it is the project's own, whose data only seedbed has put there. */
  readonly embedded: boolean;
}

/** The server of DATABASE_TEST_URL, or else the embedded one of the project, which is started where it is not. */
export async function testServer(): Promise<TestServer> {
  const url = process.env['DATABASE_TEST_URL'];
  if (url) return { url, embedded: false };
  const server = embeddedServer();
  await server.start();
  return { url: await server.url(), embedded: true };
}

/** The tables of a database, those of extensions left out, and whether a schema's migrations would make them. */
export interface PresentTables {
  readonly own: readonly string[];
  readonly foreign: readonly string[];
}

/** As people know it. */
export const withSchema = ({ schema, name }: NameParts): string => `${schema}.${name}`;

/** @example await presentTables(client, courseSchema) // { own: [], foreign: ['public.invoice'] } */
export async function presentTables(client: pg.ClientBase, schema: Schema): Promise<PresentTables> {
  const { rows } = await client.query<NameParts>(`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by 1, 2`);
  // The entities take their time, and mostly it is empty.
  const declared = rows.length === 0 ? [] : declaredNames(schema);
  const isOwn = (one: NameParts): boolean =>
    withSchema(one) === historyTable ||
    declared.includes(tableName(one)) ||
    schema.namespaces.includes(one.schema);
  return {
    own: rows.filter(isOwn).map(withSchema),
    foreign: rows.filter((one) => !isOwn(one)).map(withSchema),
  };
}
