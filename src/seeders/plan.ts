import type { EntityClass } from '../entities/row.ts';
import type { Schema } from '../entities/schema.ts';
import { bytesOnDisk } from '../load/disk-size.ts';
import type { AnyRow, Rows } from '../load/sink.ts';
import { requireTables, tablesOf } from '../load/table.ts';
import type { Origin } from '../random/address.ts';
import { parseParameters } from './parameters.ts';
import type { Scenario } from './scenario.ts';

/** What a scenario would write. */
export interface Plan {
  readonly scenario: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Rows by table, in the order of loading; tables without rows are left out. */
  readonly tables: Readonly<Record<string, number>>;
  readonly total: number;
  /** About how many bytes they take in PostgreSQL, indexes included. */
  readonly bytes: number;
}

/** How many rows of each table are looked at to tell how large they are. */
const SAMPLE = 300;

/**
 * Counts the rows that a scenario makes, without a database. Where a scenario cannot tell their numbers from
 * its parameters, it makes the rows for that.
 *
 * @throws `unknown_parameter`, `bad_parameter`; TypeError for rows of an entity that is not the schema's
 * @example plan(courseSchema, classroom, {}, { seed: 0, now: DEFAULT_NOW }).tables.course // 1
 */
export function plan(
  schema: Schema,
  scenario: Scenario,
  given: Readonly<Record<string, unknown>>,
  origin: Origin,
): Plan {
  const parameters = parseParameters(scenario, given);
  const arithmetic = scenario.counts(parameters);
  const parts = arithmetic ? someParts(scenario, origin, parameters) : scenario.parts(origin, parameters);
  const { counts, samples } = count(schema, parts);
  const known = arithmetic ?? counts;
  const tables: Record<string, number> = {};
  let [total, bytes] = [0, 0];
  for (const table of tablesOf(schema)) {
    const rows = known.get(table.entity) ?? 0;
    if (rows === 0) continue;
    tables[table.name] = rows;
    total += rows;
    bytes += bytesOnDisk(schema, table, rows, samples.get(table.entity) ?? []);
  }
  return { scenario: scenario.name, parameters, tables, total, bytes };
}

/** The shared part, and units from the beginning, the middle and the end. */
function* someParts(
  scenario: Scenario,
  origin: Origin,
  parameters: Readonly<Record<string, unknown>>,
): Iterable<Rows> {
  const of = Math.max(1, scenario.units(parameters));
  for (const number of new Set([1, Math.ceil(of / 2), of])) {
    yield* scenario.parts(origin, parameters, { number, of });
  }
}

function count(schema: Schema, parts: Iterable<Rows>) {
  const counts = new Map<EntityClass, number>();
  const samples = new Map<EntityClass, AnyRow[]>();
  for (const part of parts) {
    requireTables(tablesOf(schema), part.keys());
    for (const [entity, rows] of part) {
      const sample = samples.get(entity) ?? [];
      samples.set(entity, sample);
      const room = SAMPLE - sample.length;
      // Spread over the part, whose first rows are often alike.
      const step = Math.max(1, Math.floor(rows.length / SAMPLE));
      for (let i = 0; i < rows.length && i / step < room; i += step) sample.push(rows[i] ?? {});
      counts.set(entity, (counts.get(entity) ?? 0) + rows.length);
    }
  }
  return { counts, samples };
}

/**
 * About how many bytes the rows of a scenario take in PostgreSQL: by arithmetic, or told from its shared part and its
 * first unit.
 */
export function roughBytes(
  schema: Schema,
  scenario: Scenario,
  parameters: Readonly<Record<string, unknown>>,
  origin: Origin,
): number {
  if (scenario.counts(parameters)) return plan(schema, scenario, parameters, origin).bytes;
  const units = scenario.units(parameters);
  const first = scenario.parts(origin, parameters, { number: 1, of: units + 1 });
  const [shared = 0, unit = 0] = Array.from(first, (part) => {
    const { counts, samples } = count(schema, [part]);
    return tablesOf(schema).reduce(
      (sum, table) =>
        sum + bytesOnDisk(schema, table, counts.get(table.entity) ?? 0, samples.get(table.entity) ?? []),
      0,
    );
  });
  return shared + unit * units;
}
