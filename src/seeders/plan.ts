import type { Schema } from '../entities/schema.ts';
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
}

/**
 * Counts the rows that a scenario makes, without a database.
 *
 * @throws UnknownParameterError, BadParameterError; TypeError for rows of an entity that is not the schema's
 * @example plan(courseSchema, classroom, {}, { seed: 0, at: DEFAULT_AT }).tables.course // 1
 */
export function plan(
  schema: Schema,
  scenario: Scenario,
  given: Readonly<Record<string, unknown>>,
  origin: Origin,
): Plan {
  const parameters = parseParameters(scenario, given);
  const counts = new Map(tablesOf(schema).map(({ entity }) => [entity, 0]));
  for (const rows of scenario.parts(origin, parameters)) {
    requireTables(tablesOf(schema), rows.keys());
    for (const [entity, some] of rows) counts.set(entity, (counts.get(entity) ?? 0) + some.length);
  }
  const tables = tablesOf(schema).flatMap(({ entity, name }): [string, number][] => {
    const count = counts.get(entity) ?? 0;
    return count > 0 ? [[name, count]] : [];
  });
  const total = tables.reduce((sum, [, count]) => sum + count, 0);
  return { scenario: scenario.name, parameters, tables: Object.fromEntries(tables), total };
}
