import { type EntityMetadata, EntitySchema } from '@mikro-orm/core';
import { SeedbedError } from '../errors/error.ts';
import { isComputed } from './computed.ts';
import type { EntityClass } from './row.ts';

/** What a factory must know of an entity; it comes from the definition alone, without a database. */
export interface Properties {
  /** The entity's name, such as `CourseMember`. */
  readonly name: string;
  /** Every column's property, in the order of the definition. */
  readonly all: readonly string[];
  /** The properties of the primary key. */
  readonly primary: readonly string[];
  /** Those to which the database alone gives values. */
  readonly computed: readonly string[];
}

/**
 * Reads an entity's properties.
 *
 * @throws TypeError where the class was not made by `defineEntity` and `setClass`; `unsupported_property`
 * @example propertiesOf(CourseGroup).primary // ['id']
 */
export function propertiesOf(entity: EntityClass): Properties {
  const meta = EntitySchema.REGISTRY.get(entity)?.meta;
  if (!meta)
    throw new TypeError(
      `${entity.name} is not an entity of defineEntity and setClass; decorators are not read`,
    );
  const properties = declaredIn(meta);
  for (const [name, property] of Object.entries(properties))
    requireSupported(meta.className, name, optionsOf(property));
  const all = Object.keys(properties).filter((name) => !isElsewhere(optionsOf(properties[name])));
  const primary = all.filter((name) => optionsOf(properties[name])?.['primary'] === true);
  const computed = all.filter((name) => isComputed(optionsOf(properties[name])?.['generated']));
  return { name: meta.className, all, primary, computed };
}

/** Those of the entity that it extends, too: the ORM adds them when it discovers both, and then they stand first. */
function declaredIn(meta: EntityMetadata): Readonly<Record<string, unknown>> {
  const { extends: base } = meta;
  const schema = base instanceof Function ? EntitySchema.REGISTRY.get(base) : base;
  return { ...(schema && declaredIn(schema.meta)), ...meta.properties };
}

type Options = Readonly<Record<string, unknown>>;

/** Before discovery a relation is still its builder, which keeps its options one level deeper. */
function optionsOf(property: unknown): Options | undefined {
  const options: unknown =
    property instanceof Object && '~options' in property ? property['~options'] : property;
  return options instanceof Object ? { ...options } : undefined;
}

/** The rows that belong to one are in tables of their own, and what is not stored in none. */
const isElsewhere = (options: Options | undefined): boolean =>
  options?.['kind'] === '1:m' ||
  options?.['kind'] === 'm:n' ||
  options?.['mappedBy'] !== undefined ||
  (options?.['persist'] === false && options['generated'] === undefined);

/** An embedded object that is one column of JSON is a value like any other, and so is one that is loaded when asked for. */
function requireSupported(entity: string, property: string, options: Options | undefined): void {
  const { kind, object, array, ref, generated, persist, targetKey } = options ?? {};
  if (kind === 'embedded' && object !== true && array !== true) {
    throw unsupported(
      entity,
      property,
      'an embedded object in columns of its own',
      'Make it one column of JSON, p.embedded(…).object(), or give each column a property.',
    );
  }
  if (ref === true && kind !== 'm:1' && kind !== '1:1') {
    throw unsupported(
      entity,
      property,
      'a reference to a value',
      'Leave out .ref(): with .lazy() alone it is loaded when asked for, too.',
    );
  }
  if (generated === 'always as identity') {
    throw unsupported(
      entity,
      property,
      'an identity that MikroORM spells in another way',
      "Write .generated('identity'), which it makes `generated always as identity` of.",
    );
  }
  if (isComputed(generated) && persist === false) {
    throw unsupported(
      entity,
      property,
      'a computed column of which MikroORM makes no column',
      'Leave out .persist(false): to a computed column nothing is written anyway.',
    );
  }
  if (targetKey !== undefined) {
    throw unsupported(
      entity,
      property,
      'a relation to another column than the primary key',
      'Make it a column of its own, and state the foreign key in the compositeKeys of the domain.',
    );
  }
}

const unsupported = (entity: string, property: string, what: string, hint: string): SeedbedError =>
  new SeedbedError('unsupported_property', {
    message: `${entity}.${property} is ${what}, which seedbed does not support.`,
    hint,
    details: { entity, property },
  });
