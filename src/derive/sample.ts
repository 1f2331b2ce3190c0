import { z } from 'zod';
import type { AnyFactory } from '../factories/definition.ts';
import { defineScenario, type Scenario } from '../seeders/scenario.ts';
import { Filling } from './filling.ts';
import type { Names } from './names.ts';
import type { Link, TablePlan } from './sample-plan.ts';

/** Rows of a table that nothing points to, which are made together. */
const UNIT = 1_000;
/** Each table has so many times the rows of one that is above it. */
const GROWTH = 3;
const FEWEST = 8;

type Counts = ReadonlyMap<string, number>;

/**
 * The scenario `sample` of tables that nothing is known of but their structure: rows in all of them, which have
 * parents, and of which some have many children and others none.
 */
export function sampleScenario(
  plans: readonly TablePlan[],
  names: Names,
  factories: ReadonlyMap<string, AnyFactory>,
): Scenario<'sample'> {
  const nameOf = (plan: TablePlan): string => factories.get(plan.table.name)?.name ?? plan.table.name;
  const largest = z.int().min(0).max(100_000_000);
  const tables = Object.fromEntries(
    plans.map((plan) => [
      nameOf(plan),
      largest.optional().describe(`rows of ${plan.table.name}, where not as many as \`rows\` says`),
    ]),
  );
  const parameters = z.strictObject({
    rows: z
      .int()
      .min(1)
      .max(100_000_000)
      .default(100)
      .describe('rows of a table that no other points to; those above have fewer'),
    ...tables,
  });
  type Parameters = Readonly<Record<string, number | undefined>>;
  const countsOf = (given: Parameters): Counts => {
    const { rows = 100 } = given;
    const counts = new Map<string, number>();
    for (const plan of plans) {
      const usual = Math.max(Math.min(rows, FEWEST), Math.round(rows / GROWTH ** plan.height));
      counts.set(plan.table.name, capacity(plan, counts, given[nameOf(plan)] ?? usual));
    }
    return counts;
  };
  const units = (counts: Counts): readonly { readonly plan: TablePlan; readonly from: number }[] =>
    plans.filter(isStreamed).flatMap((plan) => {
      const count = Math.ceil((counts.get(plan.table.name) ?? 0) / UNIT);
      return Array.from({ length: count }, (_, i) => ({ plan, from: i * UNIT }));
    });
  return defineScenario({
    name: 'sample',
    summary: 'Valid rows in every table, as many as you like.',
    parameters,
    shared(scope, given) {
      const counts = countsOf(given);
      const filling = new Filling(scope, { counts, names, factories });
      for (const plan of plans) if (!isStreamed(plan)) filling.add(plan, 0, counts.get(plan.table.name) ?? 0);
      for (const plan of plans) filling.close(plan);
      return { filling, units: units(counts) };
    },
    units: (given) => units(countsOf(given)).length,
    unit(scope, _, k, { filling, units }) {
      const one = units[k];
      if (!one) return;
      const { plan, from } = one;
      filling.add(plan, from, Math.min(UNIT, filling.countOf(plan.table.name) - from), scope);
    },
  });
}

/** Rows that nothing points to, and that are like no other by themselves, need not be remembered. */
const isStreamed = ({ isParent, combinations, links }: TablePlan): boolean =>
  !isParent && combinations.every(({ columns }) => isPair(links, columns));

const isPair = (links: readonly Link[], columns: readonly string[]): boolean =>
  links.some((link) => link.paired && link.columns.join() === columns.join());

/** As many rows as there are combinations for, and not so many that these are hard to find. */
function capacity(
  { table, computed, links, ordered, combinations, digits }: TablePlan,
  counts: Counts,
  wanted: number,
): number {
  const isUncounted = (column: string): boolean =>
    computed.has(column) || links.some((link) => link.target === table.name && link.columns.includes(column));
  let most = wanted;
  for (const { columns, counter, where, folded, isOpen, waitsFor } of combinations) {
    if (counter !== undefined || where !== undefined || isOpen || waitsFor || columns.some(isUncounted))
      continue;
    let room = 1;
    for (const column of columns) {
      const link = links.find((one) => one.columns.includes(column));
      const digit = digits.find((one) => one.property === column);
      room *= link ? (counts.get(link.target) ?? 1) : (digit?.values.length ?? 1);
    }
    const isOrdered = folded || ordered.some((pair) => pair.every((column) => columns.includes(column)));
    if (isOrdered && columns.length > 1) room /= 2;
    most = Math.min(most, columns.length === 1 ? room : Math.ceil(room * 0.6));
  }
  return most;
}
