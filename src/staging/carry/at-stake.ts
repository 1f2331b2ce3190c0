import type pg from 'pg';
import type { Schema } from '../../entities/schema.ts';
import { isAmong, type RowKeys } from '../../load/staying.ts';
import { carriedTables, ownTable } from '../platform-tables.ts';
import { actionOf, countMatches, type LostTargets } from './fate.ts';

/**
 * How many rows of the platform's tables refer to rows that a reset replaces, and what their foreign keys make of them
 * where the new data has no such rows. What refers to a row that is deleted shares its fate in turn.
 */
export async function rowsAtStake(
  client: pg.ClientBase,
  schema: Schema,
  staying: RowKeys,
): Promise<readonly LostTargets[]> {
  const found: LostTargets[] = [];
  for (const { name, references } of await carriedTables(client, schema)) {
    for (const reference of references.filter(({ isPlain }) => isPlain)) {
      const action = actionOf(reference);
      const target = ownTable(schema, reference.target);
      if (!target || !action) continue;
      const rows = await countMatches(client, name, reference, {
        target: `not ${isAmong(staying, target, 'r')}`,
      });
      if (rows > 0) found.push({ table: name, key: reference.name, action, rows });
    }
  }
  return found;
}
