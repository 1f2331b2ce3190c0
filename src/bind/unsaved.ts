import { blueprintFor } from '../factories/blueprint.ts';
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
  const own = new Set(made.map(({ row }) => row));
  const taken: Made[] = [];
  const take = (one: Made): void => {
    for (const [relation, parent] of ledger.parentsOf(one.row)) {
      if (!parent || own.has(parent) || ledger.isSaved(parent)) continue;
      // No relation of the entity is what it only stands below.
      const target =
        structure.relations(one.factory.entity).get(relation) ??
        blueprintFor(one.factory).parents[relation]?.of;
      if (!target) continue;
      own.add(parent);
      const above = { factory: structure.factoryOf(target, one.factory.name), row: parent };
      take(above);
      taken.push(above);
    }
  };
  const rows = made.filter(({ row }) => !ledger.isSaved(row));
  for (const one of rows) take(one);
  for (const { factory, row } of taken) ledger.add(factory.entity, row);
  return { rows: [...taken, ...rows], taken };
}
