import type pg from 'pg';
import { loadTable, type TableFiles } from '../load/files/load-table.ts';
import { requireSize } from '../load/files/whole-file.ts';
import { type ChosenMode, Load } from '../load/load.ts';
import { insertMissingLookups } from '../load/lookups.ts';
import type { RewrittenColumn } from '../load/rewritten.ts';
import type { RuledSchema } from '../rules/rule.ts';
import {
  explainFill,
  type FillOptions,
  type FillTarget,
  prepareFill,
  REBUILD_THRESHOLD_ROWS,
  requireFilled,
  verifyFilled,
} from '../seeders/fill.ts';
import { valuesChanged } from '../seeders/values-changed.ts';
import { tablesIn } from './part-tables.ts';
import type { Part } from './parts.ts';

/** What was loaded, and how. */
export interface LoadResult extends ChosenMode {
  readonly rows: number;
  /** The columns whose values the database has set itself, by triggers that this role may not switch off. */
  readonly rewritten: readonly RewrittenColumn[];
}

/**
 * Fills an empty database with the files of a dataset, in one transaction: after any failure it is as it was
 * before. No row is made anew: files go to PostgreSQL as they are, are compared byte for byte with what was
 * written, and then every rule of the domain is checked. Where a table has triggers, the rows that are there in the end
 * are compared with the files, but for the columns in `rewritten`.
 *
 * @param parts all parts of one dataset, as `readParts` gives them
 * @throws `parts_unfit`, and PartDamagedError where a file is missing or has another size, before anything is
 * asked of the database; PartDamagedError for any other byte; `values_changed`, and what else `seed` throws of the
 * database
 * @example await loadParts(client, course, await readParts(['parts']));
 */
export async function loadParts(
  client: pg.ClientBase,
  domain: RuledSchema,
  parts: readonly [Part, ...Part[]],
  options: Omit<FillOptions, 'namespace'> = {},
): Promise<LoadResult> {
  const tables = tablesIn(domain, parts);
  for (const file of tables.flatMap(({ files }) => files)) await requireSize(file);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const { onProgress } = options;
  const isOwn = client.getTransactionStatus() === 'I';
  let target: FillTarget | undefined;
  let load: Load | undefined;
  try {
    if (isOwn) await client.query('begin');
    target = await prepareFill(client, domain, undefined, options);
    await insertMissingLookups(client, target.schema);
    load = await Load.begin(client, domain, {
      staying: target.staying,
      mode: options.load ?? (rows <= REBUILD_THRESHOLD_ROWS ? 'live' : undefined),
      compare: 'unstamped',
    });
    let before = 0;
    for (const table of tables) {
      const tell = (part: number) => onProgress?.('writing rows', before + rowsIn(table, part));
      await loadTable(load.sink, table, tell);
      before += table.rows;
    }
    await load.sink.finish();
    if (load.mode === 'rebuild') onProgress?.('building indexes and keys', rows);
    const loaded = await load.complete();
    await requireFilled(client, target, loaded, options);
    if (loaded.change !== null) throw valuesChanged(loaded.change, WAYS_ON);
    onProgress?.('checking rules', rows);
    const rewritten = await verifyFilled(client, target, loaded, parts[0].manifest.scenario);
    if (isOwn) await client.query('commit');
    return { mode: loaded.mode, obstacles: loaded.obstacles, rows, rewritten };
  } catch (error) {
    await load?.abandon();
    // On a lost connection there is nothing to roll back, and the first error is the one to tell.
    if (isOwn) await client.query('rollback').catch(() => {});
    throw await explainFill(client, domain, error, { staying: target?.staying, isOver: isOwn });
  }
}

const WAYS_ON =
  'Switch off what changes values on their way into the table; or make the dataset there with `seedbed seed`, which takes what the database makes of it.';

/** About how many rows a part of a table's bytes are. */
const rowsIn = ({ rows }: TableFiles, part: number): number => Math.floor(rows * part);
