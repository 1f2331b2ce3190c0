import type { EntityClass, RowOf } from '../entities/row.ts';
import type { Schema } from '../entities/schema.ts';
import { requireNames } from '../errors/unknown-name.ts';
import type { AnyFactory, EntityOf, Factories } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';
import { tablesOf } from '../load/table.ts';
import { type Scenario, scenarioOf } from './scenario.ts';
import type { Scope } from './scope.ts';

/** A schema with the factories that make its rows. */
export type Extensible = Schema & { readonly factories: Factories };

type Parameters = Readonly<Record<string, unknown>>;

/** Columns with other values, by property. */
type Changes<E> = Partial<RowOf<E>> & AnyRow;

/** Says which columns of a row get other values; rows that it adds to the scope are written with it. */
export type RowChange<F extends AnyFactory> = (
  row: RowOf<EntityOf<F>>,
  scope: Scope,
  parameters: Parameters,
) => Changes<EntityOf<F>>;

/** What a scenario has in addition to another one. */
export interface Extension<D extends Extensible, Name extends string = string> {
  /** What it is called; like the other one where left out, which must be of another domain then. */
  readonly name?: Name;
  /** One line: what a person finds in it. */
  readonly summary?: string;
  /** By the name of a factory: what becomes of each row of its table, but for those that are added here. */
  readonly rows?: { readonly [K in keyof D['factories']]?: RowChange<D['factories'][K]> };
  /** Adds rows, once for the whole dataset; `rows` holds for them, too. */
  readonly add?: (scope: Scope, parameters: Parameters) => void;
}

const PARTS: readonly (keyof Extension<Extensible>)[] = ['name', 'summary', 'rows', 'add'];

/**
 * A scenario with other values in some columns and with further rows: what a platform has more than the domain that
 * the scenario was written for. It is as deterministic as what it is given: no clock and no randomness but the
 * scope's. Keys should stay as they are, since other rows name them. As any row may add others, rows have to be made to
 * be counted.
 *
 * @param domain whose factories and columns are meant
 * @throws `unknown_name` for a part or a factory that there is not, and, when rows are made, for a column
 * @example
 * extendScenario(course, scenarios.classroom, {
 *   name: 'mirrored-classroom',
 *   rows: { course: ({ path }) => ({ properties: { mirror: `https://git.example.org/${path}` } }) },
 * });
 */
export function extendScenario<D extends Extensible, Base extends string, const Name extends string = Base>(
  domain: D,
  base: Scenario<Base>,
  extension: Extension<D, Name>,
): Scenario<Name> {
  const place = `The extension of '${base.name}'`;
  requireNames(extension, PARTS, { place, kind: 'part of an extension' });
  const { rows = {}, add, summary = base.summary } = extension;
  requireNames(rows, Object.keys(domain.factories), { place, kind: 'factory' });
  // Its type says that each is a function of the rows of its factory, which was looked for above.
  const changes = Object.entries(rows as Readonly<Record<string, RowChange<AnyFactory>>>);
  return scenarioOf({
    ...base,
    // Without a name of its own, `Name` is `Base`.
    name: (extension.name ?? base.name) as Name,
    summary,
    source: [base.source, add, ...changes.map(([, change]) => change)].map(String).join('\n'),
    *scopes(origin, parameters, shard, places) {
      const columns = columnsOf(domain);
      for (const scope of base.scopes(origin, parameters, shard, places)) {
        if (scope.address.parent === null) add?.(scope.below('added', 0), parameters);
        const made = new Map([...scope.rows].map(([entity, { length }]) => [entity, length]));
        for (const [name, change] of changes) {
          const entity = domain.factories[name]?.entity ?? Object;
          const known = columns.get(entity) ?? [];
          const where = { place: `rows.${name} of the extension of '${base.name}'`, kind: 'column' };
          scope.replace(entity, made.get(entity) ?? 0, (row, n) => {
            const changed = change(row, scope.below(`${name}Added`, n), parameters);
            requireNames(changed, known, where);
            return { ...row, ...changed };
          });
        }
        yield scope;
      }
    },
    counts: () => undefined,
  });
}

/** The properties that rows may have, by entity. */
const columnsOf = (domain: Extensible): ReadonlyMap<EntityClass, readonly string[]> =>
  new Map(tablesOf(domain).map(({ entity, columns }) => [entity, columns.map(({ property }) => property)]));
