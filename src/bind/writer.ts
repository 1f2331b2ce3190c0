import { SeedbedError } from '../errors/error.ts';
import type { AnyFactory } from '../factories/definition.ts';
import type { Checker } from './checker.ts';
import type { Database } from './database.ts';
import type { IdentityMap } from './identity-map.ts';
import type { Made } from './made.ts';
import { isNeed, type Need, NeedChildren, NeedMatches } from './need.ts';
import type { Structure } from './structure.ts';
import { unsaved } from './unsaved.ts';

interface Surroundings {
  readonly structure: Structure;
  readonly identityMap: IdentityMap;
  readonly checker: Checker;
  readonly database: Database;
}

/** How to write rows. */
interface Writing {
  /** Forgets the rows where they cannot be written. */
  readonly undo: () => void;
  readonly managed?: boolean;
  /** Is checked with the rows, and what it belongs to is written too. */
  readonly beside?: Made | undefined;
  /** Further rows, which are made and checked while the server takes those before them. */
  readonly others?: Iterable<readonly Made[]>;
}

/** Reads what making rows needs, checks the rows and writes them. */
export class Writer {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Starts again whenever something had to be read first. */
  async retrying<T>(factory: AnyFactory, attempt: () => T): Promise<T> {
    await this.#around.database.readLookups();
    for (;;) {
      try {
        return attempt();
      } catch (error) {
        if (!isNeed(error)) throw error;
        await this.#read(factory, error);
      }
    }
  }

  /**
   * Checks rows and writes them; what they need for that is read before.
   *
   * @throws RuleBrokenError, LoadRefusedError; a `Need` where something has to be read for the others. Nothing is
   * written then
   */
  async write(factory: AnyFactory, made: readonly Made[], how: Writing): Promise<void> {
    const { undo, managed = true, beside, others = [] } = how;
    const { structure, identityMap, checker, database } = this.#around;
    const taken: Made[] = [];
    const unsavedOf = (some: readonly Made[]): Made[] => {
      const found = unsaved(some, structure, identityMap);
      for (const one of found.taken) taken.push(one);
      return found.rows;
    };
    function* parts(first: readonly Made[]): Generator<readonly Made[]> {
      checker.observer.writing?.(first);
      yield first;
      for (const some of others) {
        const rows = unsavedOf(some);
        const [need] = checker.check(rows);
        if (need) throw need;
        checker.observer.writing?.(rows);
        yield rows;
      }
    }
    try {
      const rows = unsavedOf(beside ? [...made, beside] : made);
      await this.#check(factory, rows);
      const first = rows.filter((one) => one !== beside);
      if (first.length > 0) await database.write(parts(first), { managed });
    } catch (error) {
      for (const one of taken) identityMap.remove(one.factory.entity, one.row);
      undo();
      throw error;
    }
  }

  /** @throws RuleBrokenError */
  async #check(factory: AnyFactory, made: readonly Made[]): Promise<void> {
    const asked = new Set<string>();
    for (;;) {
      const needs = this.#around.checker.check(made).filter(({ message }) => !asked.has(message));
      if (needs.length === 0) return;
      for (const need of needs) {
        if (!asked.has(need.message)) await this.#read(factory, need);
        asked.add(need.message);
      }
    }
  }

  async #read(factory: AnyFactory, need: Need): Promise<void> {
    const { database, checker, structure, identityMap } = this.#around;
    if (need instanceof NeedChildren) return await database.readChildren(need);
    if (need instanceof NeedMatches) return await database.readMatches(need);
    const { entity, key } = need;
    const [property = 'id'] = structure.table(entity).primaryProperties;
    // PostgreSQL would not even compare a key that is none.
    if (checker.canBeKey(entity, property, key) && (await database.readRow(need))) return;
    checker.refuse(
      new SeedbedError('parent_not_found', {
        message: `There is no ${entity.name} ${key}, which ${factory.name} was to belong to.`,
        details: { factory: factory.name, parent: entity.name, key },
      }),
    );
    identityMap.markMissing(entity, key);
  }
}
