import type pg from 'pg';
import type { Schema } from '../../entities/schema.ts';
import { fullName } from '../../entities/table-name.ts';
import { isAmong, type RowKeys } from '../../load/staying.ts';
import { tablesOf } from '../../load/table.ts';
import { carriedTables } from '../platform-tables.ts';
import { inexactColumns } from './exact.ts';
import { countOrphans } from './fate.ts';
import { rowsThatWait } from './referring.ts';
import { carriedSequences } from './sequences.ts';

/** Why the rows of other tables, and the baseline, cannot be carried to another database as they are, a line each. */
export async function blockersOfCarrying(
  client: pg.ClientBase,
  schema: Schema,
  baseline: RowKeys,
): Promise<readonly string[]> {
  const tables = await carriedTables(client, schema);
  const own = tablesOf(schema).filter(({ name }) => baseline.has(name));
  const reasons = [
    ...(await inexactColumns(
      client,
      new Map([
        ...tables.map(({ name }) => [name, 'true'] as const),
        ...own.map((table) => [fullName(table.name), isAmong(baseline, table, 't')] as const),
      ]),
    )),
    ...(await rowsThatWait(client, schema, baseline)),
  ];
  for (const { name, references } of tables) {
    for (const reference of references.filter(({ isPlain, isValid }) => isPlain && isValid)) {
      const orphans = await countOrphans(client, name, reference);
      if (orphans > 0)
        reasons.push(
          `the foreign key ${reference.name} of ${name} counts as valid, but ${orphans} rows have no target`,
        );
    }
  }
  for (const { name, owner } of await carriedSequences(client, schema))
    if (owner !== null) reasons.push(`the sequence ${name} belongs to the role "${owner}"`);
  return reasons;
}
