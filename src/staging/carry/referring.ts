import type pg from 'pg';
import type { Schema } from '../../entities/schema.ts';
import { SeedbedError } from '../../errors/error.ts';
import { listed } from '../../errors/listed.ts';
import { isAmong, lookupRows, type RowKeys, together } from '../../load/staying.ts';
import { ownTable, platformTables } from '../platform-tables.ts';
import { countMatches } from './fate.ts';

/** Rows that stay, and refer to others by a foreign key. */
interface Referring {
  readonly table: string;
  readonly key: string;
  readonly target: string;
  readonly rows: number;
}

/**
 * Refuses rows that stay where they refer to rows that go: their foreign keys would change or delete them.
 *
 * @throws `kept_rows_refer`
 */
export async function requireWhole(client: pg.ClientBase, schema: Schema, baseline: RowKeys): Promise<void> {
  const staying = together(lookupRows(schema), baseline);
  const references = await referring(client, schema, baseline, (target) => {
    const own = ownTable(schema, target);
    return own && `not ${isAmong(staying, own, 'r')}`;
  });
  if (references.length === 0) return;
  const lines = references.map(
    ({ table, key, target, rows }) => `${rows} of ${table}, by ${key}, to rows of ${target}`,
  );
  throw new SeedbedError('kept_rows_refer', {
    message: listed('Rows that are to stay refer to rows that would go:', lines),
    details: { references },
  });
}

/** Why rows that stay cannot be in a new database before those of other tables are, a line each. */
export async function rowsThatWait(
  client: pg.ClientBase,
  schema: Schema,
  baseline: RowKeys,
): Promise<readonly string[]> {
  if (baseline.size === 0) return [];
  const staying = together(lookupRows(schema), baseline);
  const found = await referring(client, schema, staying, (target) =>
    ownTable(schema, target) ? undefined : 'true',
  );
  return found.map(
    ({ table, key, target, rows }) =>
      `${rows} rows of ${table} that stay refer to rows of ${target} (${key}), which are taken over later`,
  );
}

/** @param which SQL: which rows `r` of a table count; undefined where none does */
async function referring(
  client: pg.ClientBase,
  schema: Schema,
  some: RowKeys,
  which: (target: string) => string | undefined,
): Promise<readonly Referring[]> {
  const found: Referring[] = [];
  for (const { name, references } of await platformTables(client, schema)) {
    const own = ownTable(schema, name);
    if (!own || !some.has(own.name)) continue;
    for (const reference of references.filter(({ isPlain }) => isPlain)) {
      const target = which(reference.target);
      if (target === undefined) continue;
      const rows = await countMatches(client, name, reference, { own: isAmong(some, own, 't'), target });
      if (rows > 0) found.push({ table: name, key: reference.name, target: reference.target, rows });
    }
  }
  return found;
}
