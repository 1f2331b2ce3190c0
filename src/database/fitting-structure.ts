import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { NotMigratedError } from '../errors/not-migrated.ts';
import { StructureMismatchError } from '../errors/structure-mismatch.ts';
import { compatibility } from './compatibility.ts';

/** @throws NotMigratedError, StructureMismatchError where the tables cannot take every row of the schema */
export async function requireFittingStructure(client: pg.ClientBase, schema: Schema): Promise<void> {
  const differences = await compatibility(client, schema);
  if (differences.length === 0) return;
  const database = await nameOf(client);
  const missing = differences.filter(({ kind }) => kind === 'missing_table');
  if (missing.length === schema.entities.length) throw new NotMigratedError(database, schema.name);
  throw new StructureMismatchError(
    database,
    differences.map(({ message }) => message),
  );
}

/** The name of the database that a connection is in. */
export async function nameOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  return rows[0]?.name ?? '';
}
