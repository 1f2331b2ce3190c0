import { MikroORM } from '@mikro-orm/postgresql';
import type { Schema } from '../entities/schema.ts';
import { ormOptions } from './orm-options.ts';

const known = new WeakMap<Schema, MikroORM>();

/** A MikroORM that knows what a schema's entities declare, made once because that takes its time; it is never connected. */
export function declaredOrm(schema: Schema): MikroORM {
  const cached = known.get(schema);
  if (cached) return cached;
  // A database name is demanded though nothing is connected to.
  const orm = new MikroORM({ ...ormOptions(schema), dbName: schema.name });
  known.set(schema, orm);
  return orm;
}
