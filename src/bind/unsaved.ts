import type { AnyRow } from '../load/sink.ts';
import type { Ledger } from './ledger.ts';
import type { Made } from './made.ts';
import type { Structure } from './structure.ts';

interface Unsaved {
  /** What is to be inserted, parents first. */
  readonly rows: Made[];
  /** Those of them that the ledger took only now: they were built earlier. */
  readonly taken: Made[];
}

/** The rows to insert for some that were made: these, and those built before that they belong to. */
export function unsaved(made: readonly Made[], structure: Structure, ledger: Ledger): Unsaved {
  const rows = new Map<AnyRow, Made>();
  const take = (one: Made): void => {
    if (rows.has(one.row) || ledger.isSaved(one.row)) return;
    for (const [relation, parent] of ledger.parentsOf(one.row)) {
      const target = parent && structure.relations(one.factory.entity).get(relation);
      if (target) take({ factory: structure.factoryOf(target), row: parent });
    }
    rows.set(one.row, one);
  };
  for (const one of made) take(one);
  const own = new Set(made.map(({ row }) => row));
  const taken = [...rows.values()].filter(({ row }) => !own.has(row));
  for (const { factory, row } of taken) ledger.add(factory.entity, row);
  return { rows: [...rows.values()], taken };
}
