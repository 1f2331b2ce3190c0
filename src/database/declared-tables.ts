import { type DatabaseTable, MikroORM } from '@mikro-orm/postgresql';
import type { Schema } from '../entities/schema.ts';
import { ormOptions } from './orm-options.ts';

const known = new WeakMap<Schema, readonly DatabaseTable[]>();

/** The tables of a schema as its entities declare them; needs no server. */
export function declaredTables(schema: Schema): readonly DatabaseTable[] {
  const cached = known.get(schema);
  if (cached) return cached;
  // A database name is demanded though nothing is connected to.
  const orm = new MikroORM({ ...ormOptions(schema), dbName: schema.name });
  const tables = orm.schema.getTargetSchema().getTables();
  known.set(schema, tables);
  return tables;
}
