import type { DatabaseTable } from '@mikro-orm/postgresql';
import type { Schema } from '../entities/schema.ts';
import { tableName } from '../entities/table-name.ts';
import { declaredOrm } from './offline-orm.ts';

const known = new WeakMap<Schema, readonly DatabaseTable[]>();

/** The tables of a schema as its entities declare them; needs no server. */
export function declaredTables(schema: Schema): readonly DatabaseTable[] {
  const cached = known.get(schema);
  if (cached) return cached;
  const tables = declaredOrm(schema).schema.getTargetSchema().getTables();
  known.set(schema, tables);
  return tables;
}

/** The names of the views that a schema's entities declare. */
export const declaredViews = (schema: Schema): readonly string[] =>
  declaredOrm(schema)
    .schema.getTargetSchema()
    .getViews()
    .map(({ name }) => name);

/** What seedbed calls a table. */
export const declaredName = ({ schema = 'public', name }: Pick<DatabaseTable, 'schema' | 'name'>): string =>
  tableName({ schema, name });

/** Their names. */
export const declaredNames = (schema: Schema): readonly string[] => declaredTables(schema).map(declaredName);
