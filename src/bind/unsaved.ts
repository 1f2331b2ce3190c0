import { blueprintFor } from '../factories/blueprint.ts';
import type { IdentityMap } from './identity-map.ts';
import type { Made } from './made.ts';
import type { Structure } from './structure.ts';

interface Unsaved {
  /** What is to be inserted, parents first. */
  readonly rows: Made[];
  /** Those of them that the identity map took only now: they were built earlier. */
  readonly taken: Made[];
}

/** The rows to insert for some that were made: these, and those built before that they belong to. */
export function unsaved(made: readonly Made[], structure: Structure, identityMap: IdentityMap): Unsaved {
  const taken: Made[] = [];
  const take = ({ factory, row }: Made): void => {
    const parents = identityMap.parentsOf(row);
    for (const relation in parents) {
      const parent = parents[relation];
      if (!parent || identityMap.holds(parent)) continue;
      // No relation of the entity is what it only stands below.
      const target =
        structure.relations(factory.entity).get(relation) ?? blueprintFor(factory).parents[relation]?.of;
      if (!target) continue;
      identityMap.add(target, parent);
      const above = { factory: structure.factoryOf(target, factory.name), row: parent };
      take(above);
      taken.push(above);
    }
  };
  const rows = made.filter(({ row }) => !identityMap.isSaved(row));
  for (const one of rows) take(one);
  return { rows: taken.length === 0 ? rows : [...taken, ...rows], taken };
}
