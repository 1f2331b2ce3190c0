import pg from 'pg';
import { fullName } from '../entities/table-name.ts';
import type { SentRows } from './sent-rows.ts';
import type { Stamp } from './stamps.ts';
import type { Table } from './table.ts';

const { escapeIdentifier: quoted } = pg;

/** A table in which the database sets other values than are sent, by triggers that stay on. */
export interface RewrittenTable {
  readonly table: Table;
  /** SQL for the temporary table that has what was sent. */
  readonly copy: string;
  /** The columns that the database sets. */
  readonly columns: readonly string[];
}

/** A column that does not hold what was sent. */
export interface RewrittenColumn {
  readonly table: string;
  readonly column: string;
  readonly rows: number;
}

/**
 * @param stamps the triggers that are on
 * @param kept what is sent to their tables
 */
export const rewrittenTables = (
  stamps: readonly Stamp[],
  kept: SentRows | undefined,
): readonly RewrittenTable[] =>
  [...Map.groupBy(stamps, ({ table }) => table)].flatMap(([table, some]) => {
    const copy = kept?.copyOf(table);
    const columns = [...new Set(some.flatMap((one) => one.columns))];
    return copy === undefined ? [] : [{ table, copy, columns }];
  });

/** SQL: whether rows called `stored` and `sent` are the same one. */
export const isSameRow = ({ primary }: Table): string =>
  primary.map((key) => `stored.${quoted(key)} = sent.${quoted(key)}`).join(' and ');

/** What the database has set to other values, and in how many rows. */
export async function rewrittenColumns(
  client: pg.ClientBase,
  tables: readonly RewrittenTable[],
): Promise<readonly RewrittenColumn[]> {
  const found: RewrittenColumn[] = [];
  for (const { table, copy, columns } of tables) {
    const counts = columns.map(
      (column, i) =>
        `count(*) filter (where stored.${quoted(column)} is distinct from sent.${quoted(column)})::int as "${i}"`,
    );
    const { rows } = await client.query<Record<string, number>>(
      `select ${counts} from ${fullName(table.name)} as stored join ${copy} as sent on ${isSameRow(table)}`,
    );
    for (const [i, column] of columns.entries()) {
      const count = rows[0]?.[i] ?? 0;
      if (count > 0) found.push({ table: table.name, column, rows: count });
    }
  }
  return found;
}
