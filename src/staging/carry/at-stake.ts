import type pg from 'pg';
import { inPublic } from '../../database/in-public.ts';
import type { Schema } from '../../entities/schema.ts';
import { tablesOf } from '../../load/table.ts';
import { carriedTables } from '../platform-tables.ts';
import { actionOf, type LostTargets, matchCondition } from './fate.ts';

/**
 * How many rows of the platform's tables refer to rows that a reset replaces, and what their foreign keys make of them
 * where the new data has no such rows. What refers to a row that is deleted shares its fate in turn.
 */
export async function rowsAtStake(client: pg.ClientBase, schema: Schema): Promise<readonly LostTargets[]> {
  const replaced = tablesOf(schema)
    .filter(({ entity }) => !schema.lookups.some((lookup) => lookup.entity === entity))
    .map(({ name }) => inPublic(name));
  const found: LostTargets[] = [];
  for (const { name, references } of await carriedTables(client, schema)) {
    for (const reference of references) {
      const action = actionOf(reference);
      if (!replaced.includes(plain(reference.target)) || !reference.isPlain || !action) continue;
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::float8 as count from only ${name} t where ${matchCondition(reference)}`,
      );
      const count = rows[0]?.count ?? 0;
      if (count > 0) found.push({ table: name, key: reference.name, action, rows: count });
    }
  }
  return found;
}

/** The full name with its last part quoted in any case. */
const plain = (name: string): string => name.replace(/^public\.([^"]+)$/, 'public."$1"');
