import type { Domain } from '../domain.ts';
import type { EntityClass, RowOf } from '../entities/row.ts';
import type { SeedbedError } from '../errors/error.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { withSamples } from '../factories/factory.ts';
import type { AnyRow } from '../load/sink.ts';
import { tablesOf } from '../load/table.ts';
import type { Address } from '../random/address.ts';
import type { Make } from '../rules/counterexample.ts';
import { Checker } from './checker.ts';
import { Entities } from './entities.ts';
import { Call } from './graph-builder.ts';
import { IdentityMap } from './identity-map.ts';
import { assumeLookups } from './lookups.ts';
import type { Made } from './made.ts';
import { isNeed, needsDatabase } from './need.ts';
import { SharedParents } from './shared-parents.ts';
import { Structure } from './structure.ts';

/** Makes the rows of one counterexample in memory, as bound factories would make them in an empty database. */
export class Maker implements Make {
  /** The rows that are there before the rule is broken, parents first. */
  readonly rows: Made[] = [];
  readonly structure: Structure;
  readonly #identityMap: IdentityMap;
  readonly #around: ConstructorParameters<typeof Call>[0];
  readonly #root: Address;
  readonly #counts = new Map<string, number>();

  constructor(domain: Domain, root: Address) {
    this.structure = new Structure(tablesOf(domain), Object.values(domain.factories).map(withSamples));
    this.#identityMap = new IdentityMap(this.structure);
    assumeLookups(domain, this.structure, this.#identityMap);
    const refuse = (error: SeedbedError): never => {
      throw error;
    };
    this.#around = {
      structure: this.structure,
      identityMap: this.#identityMap,
      entities: new Entities(this.structure, this.#identityMap),
      checker: new Checker(this.structure.tables, [], this.#identityMap, { refuse }),
      sharedParents: new SharedParents(),
    };
    this.#root = root;
  }

  row<E extends object>(entity: EntityClass<E>, given: AnyRow = {}, ...traits: string[]): RowOf<E> {
    return this.#made<E>(entity, given, traits, (call, row) => {
      call.addCompanions();
      this.rows.push(...call.made);
      return row;
    });
  }

  spare<E extends object>(entity: EntityClass<E>, given: AnyRow = {}, ...traits: string[]): RowOf<E> {
    return this.#made<E>(entity, given, traits, (call, row) => {
      const below = call.below(row);
      for (const made of call.made) {
        if (below.has(made.row)) this.#identityMap.remove(made.factory.entity, made.row);
        else this.rows.push(made);
      }
      return this.structure.written(entity, row);
    });
  }

  #made<E>(
    entity: EntityClass,
    given: AnyRow,
    traits: readonly string[],
    use: (call: Call, row: AnyRow) => AnyRow,
  ): RowOf<E> {
    const factory = withTraits(this.structure.factoryOf(entity, entity.name), traits);
    const n = this.#counts.get(factory.name) ?? 0;
    this.#counts.set(factory.name, n + 1);
    const call = new Call(this.#around);
    try {
      // A factory of the entity makes rows of it.
      return use(call, call.start(factory, given, this.#root.child(factory.name, n))) as RowOf<E>;
    } catch (error) {
      throw isNeed(error) ? needsDatabase(factory.name, error) : error;
    }
  }
}

function withTraits(factory: AnyFactory, traits: readonly string[]): AnyFactory {
  return traits.reduce((so, trait) => {
    const apply: unknown = Reflect.get(so, trait);
    if (typeof apply !== 'function') throw new TypeError(`${factory.name} has no trait '${trait}'`);
    // A factory's traits give such a factory again.
    return apply() as AnyFactory;
  }, factory);
}
