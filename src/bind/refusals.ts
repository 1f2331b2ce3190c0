import { SeedbedError } from '../errors/error.ts';
import { recordAsJson } from '../load/json.ts';
import type { Missing } from './missing.ts';

// What a call is refused for, but for broken rules. Nothing was written.

/** A synchronous call needs something that has to be read. */
export function needsDatabase(factory: string, { entity, values, isKey }: Missing): SeedbedError {
  const key = isKey ? String(Object.values(values)[0]) : recordAsJson(values);
  return new SeedbedError('needs_database', {
    message: `${factory}.build must know the ${entity.name} ${key} to make what fits to it, and reads no database.`,
    details: { factory, parent: entity.name, key },
  });
}

/** A row was to belong to one that is not in the database. */
export const parentNotFound = (factory: string, parent: string, key: unknown): SeedbedError =>
  new SeedbedError('parent_not_found', {
    message: `There is no ${parent} ${key}, which ${factory} was to belong to.`,
    details: { factory, parent, key },
  });

/** A factory was called without something that it cannot make up, or with null for it. */
export const missingValue = (factory: string, value: string): SeedbedError =>
  new SeedbedError('missing_value', {
    message: `${factory} cannot be without '${value}'.`,
    hint: `Give it a value: ${factory}.create({ ${value}: … })`,
    details: { factory, value },
  });

/** The parents that are made for a row need such a row in turn. @param chain the factories, one above the other */
export function endlessParents(chain: readonly string[]): SeedbedError {
  const factory = chain.at(-1) ?? '';
  const circle = chain.slice(chain.lastIndexOf(factory, chain.length - 2));
  return new SeedbedError('endless_parents', {
    message: `The parents of ${factory} have no end: ${circle.join(' → ')}.`,
    hint: 'Pass one of them, or let its factory state it as optional.',
    details: { factory, chain: circle },
  });
}

/** An entity was given where one of another class belongs. */
export const wrongEntity = (place: string, expected: string, given: string): SeedbedError =>
  new SeedbedError('wrong_entity', {
    message: `${place} takes a ${expected}, and was given a ${given}.`,
    hint: `Pass a ${expected}, its key, or leave it out where one is made.`,
    details: { place, expected, given },
  });

/** A row was named by a key of several columns, or by an entity of which nothing else is known. */
export const parentNotLoaded = (entity: string): SeedbedError =>
  new SeedbedError('parent_not_loaded', {
    message: `A ${entity} has a key of several columns, which alone does not name it here.`,
    hint: `Load it first: await em.findOneOrFail(${entity}, …). Or give values to make one with.`,
    details: { entity },
  });

/** A row that is there was to be an item of another one, to which it would have to be moved. */
export const itemExists = (place: string, entity: string, owner: string): SeedbedError =>
  new SeedbedError('item_exists', {
    message: `${place} makes its items, and was given a ${entity} that is there already.`,
    hint: `Give values, or a number. To move a ${entity}, set its '${owner}' and flush.`,
    details: { place, entity, owner },
  });

/** A binding has no table or factory for an entity. */
export const unknownEntity = (entity: string, factory?: string): SeedbedError =>
  new SeedbedError('unknown_entity', {
    message:
      factory === undefined
        ? `The binding has no table for ${entity}.`
        : `${factory} belongs to ${entity}, for which the binding has no factory.`,
    hint:
      factory === undefined
        ? 'Bind a domain that has it among its entities.'
        : `Pass one that exists, or add a factory for ${entity} to the factories of the domain.`,
    details: { entity, factory },
  });

/** Each row that a `within` holds for a parent has a row already, where it may have only one. */
export function poolUsedUp(
  factory: string,
  parent: string,
  held: number,
  unique: readonly string[],
): SeedbedError {
  const alike =
    unique.length > 1 ? ` of the same ${unique.filter((name) => name !== parent).join(', ')}` : '';
  const all = held === 1 ? 'The one' : `All ${held}`;
  return new SeedbedError('pool_used_up', {
    message: `${all} that within holds for the ${parent} of ${factory} ${held === 1 ? 'has' : 'have'} a ${factory}${alike} already.`,
    hint: `Hold more of them, make fewer, or pass another ${parent}.`,
    details: { factory, parent, held, unique },
  });
}
