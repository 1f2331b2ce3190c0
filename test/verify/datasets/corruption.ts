import type { Stream } from '../../../src/random/stream.ts';
import { type Dataset, type Row, rowsOf } from '../checker/dataset.ts';
import { tables } from '../checker/schema/tables.ts';
import { anotherValue, anyUuid } from './wrong-value.ts';

/** One row that is changed, deleted or inserted. */
export interface Corruption {
  readonly table: string;
  readonly before?: Row;
  readonly after?: Row;
}

/** A dataset with one row corrupted. */
export function corrupted(dataset: Dataset, { table, before, after }: Corruption): Dataset {
  const kept = rowsOf(dataset, table).filter((row) => row !== before);
  return { ...dataset, [table]: after ? [...kept, after] : kept };
}

/** What a corruption changes, in words. */
export function changes({ table, before, after }: Corruption): string {
  if (!after) return `${table} without ${JSON.stringify(before)}`;
  if (!before) return `${table} with ${JSON.stringify(after)}`;
  const names = Object.keys(after).filter((name) => before[name] !== after[name]);
  const values = names.map(
    (name) => `${name}: ${JSON.stringify(before[name])} → ${JSON.stringify(after[name])}`,
  );
  return [table, ...values].join('\n');
}

/** How a row is changed. */
export interface Style {
  /** About what share of its columns. */
  readonly share: number;
  /** About what share of these, where they must not be null, to null. */
  readonly nulls: number;
}

/** A random corruption of some row of a table. */
export function anyCorruption(random: Stream, dataset: Dataset, table: string, style: Style): Corruption {
  const row = random.pick(rowsOf(dataset, table));
  const what = random.unit();
  if (what < 0.1) return { table, before: row };
  if (what < 0.4) {
    const { row: copy, kept } = copyOf(random, table, row);
    return { table, after: changed(random, dataset, table, { row: copy, kept, style }) };
  }
  return { table, before: row, after: changed(random, dataset, table, { row, style }) };
}

/** A second row that has one of the first one's keys. */
function copyOf(random: Stream, table: string, row: Row): { row: Row; kept: readonly string[] } {
  const { primary = [], uniques = [] } = tables[table] ?? {};
  const key = random.pick([{ columns: primary }, ...uniques]);
  const kept = 'whereNull' in key && key.whereNull ? [...key.columns, key.whereNull] : key.columns;
  return { row: 'id' in row && !kept.includes('id') ? { ...row, id: anyUuid(random) } : row, kept };
}

interface Change {
  readonly row: Row;
  /** Columns that stay. */
  readonly kept?: readonly string[];
  readonly style: Style;
}

/** A row of which some columns have other values. */
function changed(random: Stream, dataset: Dataset, table: string, { row, kept = [], style }: Change): Row {
  const columns = Object.keys(tables[table]?.columns ?? {}).filter((name) => !kept.includes(name));
  const some = columns.filter(() => random.chance(style.share));
  const names = some.length > 0 || kept.length > 0 ? some : [random.pick(columns)];
  const values = names.map((name) => [
    name,
    anotherValue(random, dataset, { table, name, row }, style.nulls),
  ]);
  return { ...row, ...Object.fromEntries(values) };
}
