import { closest, distance } from 'fastest-levenshtein';
import { propertiesOf } from '../entities/properties.ts';
import { SeedbedError } from '../errors/error.ts';
import { shownName } from '../errors/shown.ts';
import { requireNames, unknownName } from '../errors/unknown-name.ts';
import type { Blueprint, UntypedChange, UntypedDefinition } from './blueprint.ts';

const DEFINITION = ['parents', 'transient', 'required', 'samples', 'columns', 'afterCreate', 'ensure'];
const PARENT = [
  'of',
  'optional',
  'nullable',
  'through',
  'defaultThrough',
  'sameAs',
  'apartFrom',
  'having',
  'oneOf',
  'reference',
  'inherit',
];
const CHANGE = ['columns', 'parents', 'transient', 'afterCreate'];

/** What may be given to the rows of a factory, by blueprint: a trait has no other names than its factory. */
const known = new WeakMap<Blueprint['parents'], ReadonlySet<string>>();

function namesOf({ entity, parents, transient }: Blueprint): ReadonlySet<string> {
  const cached = known.get(parents);
  if (cached) return cached;
  const { all, computed } = propertiesOf(entity);
  const columns = all.filter((name) => !computed.includes(name));
  const names = new Set([...columns, ...Object.keys(parents), ...Object.keys(transient)]);
  known.set(parents, names);
  return names;
}

/**
 * Requires that everything which a row is given has a name of the factory's.
 *
 * @throws `unknown_override`
 */
export function requireKnownNames(blueprint: Blueprint, given: object): void {
  const names = namesOf(blueprint);
  for (const name in given) {
    if (names.has(name)) continue;
    const isComputed = propertiesOf(blueprint.entity).computed.includes(name);
    throw unknownOverride(blueprint.name, name, isComputed ? undefined : closest(name, [...names]));
  }
}

/**
 * Requires that a definition has no names but those that mean something: a misspelt one would be ignored.
 *
 * @throws `unknown_name`
 */
export function requireDefinition(definition: UntypedDefinition, blueprint: Blueprint): void {
  const { entity, parents, transient, required, samples, columns } = blueprint;
  const { name, all } = propertiesOf(entity);
  const place = `The factory of ${name}`;
  requireNames(definition, DEFINITION, { place, kind: 'part of a definition' });
  const sought = Object.values(parents).flatMap(
    ({ through = [], defaultThrough = [], sameAs = [], apartFrom = [], oneOf }) =>
      [through, defaultThrough, sameAs, apartFrom, oneOf?.parent ?? []].flat(),
  );
  const parentNames = Object.keys(parents);
  requireNames(columns, all, { place, kind: `column of ${name}` });
  for (const [parent, options] of Object.entries(parents)) {
    requireNames(options, PARENT, { place: `${place}, of its parent '${parent}',`, kind: 'option' });
  }
  const set = (names: readonly string[]): object => Object.fromEntries(names.map((one) => [one, true]));
  requireNames(set(sought), parentNames, { place, kind: 'parent' });
  // One that is no relation may be there for functions to see, unless it looks like one that is left out.
  const leftOut = all.filter((column) => !(column in parents) && !(column in columns));
  for (const parent of parentNames) {
    if (all.includes(parent) || !leftOut.some((column) => distance(parent, column) <= 2)) continue;
    throw unknownName(place, `relation of ${name}`, parent, leftOut);
  }
  const values = [...all, ...parentNames, ...Object.keys(transient)];
  requireNames(set(required), values, { place, kind: 'column, parent or parameter' });
  requireNames(samples, values, { place, kind: 'column, parent or parameter' });
}

/** The same of what a trait changes. */
export function requireChange(blueprint: Blueprint, change: UntypedChange): void {
  const { name, all } = propertiesOf(blueprint.entity);
  const place = `A trait of the factory of ${name}`;
  const { columns = {}, parents = {}, transient = {} } = change;
  requireNames(change, CHANGE, { place, kind: 'part of a change' });
  requireNames(columns, all, { place, kind: `column of ${name}` });
  requireNames(parents, Object.keys(blueprint.parents), { place, kind: 'parent' });
  requireNames(transient, Object.keys(blueprint.transient), { place, kind: 'parameter' });
}

/**
 * A factory was given a name that is no column, parent or parameter of it, or one that the database computes.
 *
 * @param nearest the name that is most like it; left out where the database computes that column
 */
function unknownOverride(factory: string, override: string, nearest?: string): SeedbedError {
  const [problem, hint] =
    nearest === undefined
      ? [
          `The database computes '${override}' of ${factory}.`,
          'Leave it out, and give what it is computed from.',
        ]
      : [
          `${factory} has no column, parent or parameter '${shownName(override)}'.`,
          `Did you mean '${nearest}'?`,
        ];
  return new SeedbedError('unknown_override', {
    message: problem,
    hint,
    details: { factory, override },
  });
}
