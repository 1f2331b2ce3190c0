import type pg from 'pg';
import { implied } from '../database/constraint-implication.ts';
import { declaredConstraints } from '../database/constraints.ts';
import { liveConstraints } from '../database/live-constraints.ts';
import type { Schema } from '../entities/schema.ts';

/** A check of a database. */
export interface ForeignCheck {
  readonly table: string;
  readonly name: string;
  /** As PostgreSQL prints it. */
  readonly expression: string;
}

/**
 * The checks that a database has on a schema's tables and that do not follow from the schema: they may refuse rows
 * which keep to every rule of it. Must run in a transaction, which is not written in.
 *
 * @example (await foreignChecks(client, course)).map(({ name }) => name) // ['user_username_condition']
 */
export async function foreignChecks(client: pg.ClientBase, schema: Schema): Promise<readonly ForeignCheck[]> {
  const live = await liveConstraints(client, schema);
  const known = await implied(client, declaredConstraints(schema), live);
  return live.flatMap((one) =>
    one.kind === 'check' && !known.has(one)
      ? [{ table: one.table, name: one.name, expression: one.expression }]
      : [],
  );
}
