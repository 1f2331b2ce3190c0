import type { Domain } from '../domain.ts';
import type { Schema } from '../entities/schema.ts';
import { tablesOf } from '../load/table.ts';
import type { Address } from '../random/address.ts';
import type { RowRule } from '../rules/row-rule.ts';
import { Checker, type Observer } from './checker.ts';
import { Entities } from './entities.ts';
import { IdentityMap } from './identity-map.ts';
import { SharedParents } from './shared-parents.ts';
import { Structure } from './structure.ts';

/** What calls make rows in: those of a binding, of a `within`, or of a counterexample. */
export interface Context {
  readonly structure: Structure;
  readonly identityMap: IdentityMap;
  readonly entities: Entities;
  readonly checker: Checker;
  /** Where all rows hang from. */
  readonly root: Address;
  /** How many outermost rows each factory has made. */
  readonly counts: Map<string, number>;
  /** What `within` holds. */
  readonly sharedParents: SharedParents;
}

/** The context of calls that know of no rows yet but those that come with the schema. */
export function createContext(
  domain: Domain,
  { root, rules, observer }: { root: Address; rules: readonly RowRule[]; observer: Observer },
): Context {
  const structure = new Structure(tablesOf(domain), Object.values(domain.factories));
  const identityMap = new IdentityMap(structure);
  addLookups(domain, structure, identityMap);
  return {
    structure,
    identityMap,
    entities: new Entities(structure, identityMap),
    checker: new Checker(structure, rules, identityMap, observer),
    root,
    counts: new Map(),
    sharedParents: new SharedParents(),
  };
}

/** Takes the rows that come with a schema from its definition, until they are read. */
function addLookups({ lookups }: Schema, structure: Structure, identityMap: IdentityMap): void {
  for (const { entity, rows } of lookups) {
    const { columns } = structure.table(entity);
    for (const lookup of rows) {
      identityMap.add(
        entity,
        Object.fromEntries(columns.map(({ name, property }) => [property, lookup[name] ?? null])),
      );
    }
  }
}
