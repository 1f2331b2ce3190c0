import { propertiesOf } from '../entities/properties.ts';
import type { EntityClass, RowOf } from '../entities/row.ts';
import type { Address } from '../random/address.ts';
import { type Key, keyOf } from '../random/key.ts';
import { RowContext } from './context.ts';
import type { Definition, Given, Parents } from './definition.ts';

/** Raised when the way values are drawn changes, so that equal versions always mean equal data. */
const GENERATOR_VERSION = 1;

/** Makes the rows of one entity. */
export interface Factory<E extends object = object, P extends Parents = Parents> {
  readonly entity: EntityClass<E>;
  /** What its rows are called in addresses, such as `courseMember`. */
  readonly name: string;
  /**
   * The row at `address`: the same arguments always give the same row, and no other row is needed.
   * Nothing is stored anywhere.
   *
   * @example courseGroup.row(root.child('courseGroup', 0), { course })
   */
  row(address: Address, given: Given<E, P>): RowOf<E>;
}

/**
 * Defines how the rows of an entity are made. The compiler demands every column that may not be null.
 *
 * @throws TypeError where the class was not made by `defineEntity` and `setClass`.
 * @example
 * export const courseGroup = factory(CourseGroup, {
 *   parents: { course: Course },
 *   columns: { ...audit, title: ({ n }) => `Group ${n + 1}` },
 * });
 */
export function factory<E extends object, const P extends Parents = Record<never, never>>(
  entity: EntityClass<E>,
  definition: Definition<E, P>,
): Factory<E, P> {
  const { name: className } = propertiesOf(entity);
  const name = className.charAt(0).toLowerCase() + className.slice(1);
  let make: RowMaker | undefined;
  return {
    entity,
    name,
    row(address, given) {
      // Compiled at the first row: a parent's class may be in a file that is still being loaded.
      make ??= compile(name, entity, definition);
      // The columns were checked against the entity where they were defined; a loop cannot show it.
      return make(address, given) as RowOf<E>;
    },
  };
}

type RowMaker = (address: Address, given: Readonly<Record<string, unknown>>) => Record<string, unknown>;

type Step =
  | { readonly kind: 'parent'; readonly column: string; readonly key: string }
  | { readonly kind: 'value'; readonly column: string; readonly value: unknown }
  | {
      readonly kind: 'function';
      readonly column: string;
      readonly call: (context: object) => unknown;
      readonly stream: Key;
    };

function compile(
  name: string,
  entity: EntityClass,
  { parents = {}, columns }: { parents?: Parents; columns: object },
): RowMaker {
  const { all } = propertiesOf(entity);
  const steps = Object.entries(parents).map(([column, parent]): Step => {
    const { primary } = propertiesOf('optional' in parent ? parent.optional : parent);
    return { kind: 'parent', column, key: primary[0] ?? 'id' };
  });
  for (const [column, value] of Object.entries(columns)) {
    const stream = keyOf(`${name}/${column}/${GENERATOR_VERSION}`);
    if (typeof value === 'function') steps.push({ kind: 'function', column, call: value, stream });
    else steps.push({ kind: 'value', column, value });
  }
  // A column that the definition does not name may still be given.
  for (const column of all) {
    if (!(column in parents || column in columns)) steps.push({ kind: 'value', column, value: null });
  }
  const blank = Object.fromEntries(all.map((column) => [column, null]));
  const context = new RowContext(keyOf(`${name}/id/${GENERATOR_VERSION}`));

  return (address, given) => {
    const row: Record<string, unknown> = { ...blank };
    context.startRow(address, row, given);
    for (const step of steps) {
      const value = given[step.column];
      if (step.kind === 'parent') row[step.column] = keyOfParent(value, step.key);
      else if (value !== undefined) row[step.column] = value;
      else if (step.kind === 'value') row[step.column] = step.value;
      else {
        context.startColumn(step.stream);
        row[step.column] = step.call(context);
      }
    }
    return row;
  };
}

function keyOfParent(parent: unknown, key: string): unknown {
  return parent instanceof Object && key in parent ? Reflect.get(parent, key) : null;
}
