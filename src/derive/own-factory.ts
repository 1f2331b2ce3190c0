import type { EntityClass } from '../entities/row.ts';
import { requireNames, unknownName } from '../errors/unknown-name.ts';
import type { ParentOptions } from '../factories/definition.ts';
import type { ColumnOverrides } from './overrides.ts';
import type { NamedEntities } from './tables-around.ts';

/** A parent of an own factory: as `factory` takes it, with the name of a factory in the place of the class. */
export interface OwnParent extends Omit<ParentOptions, 'of' | 'oneOf'> {
  readonly of: string;
}

/**
 * A factory of your own in the place of a derived one, as `seedbed eject` writes it. Values are in the form of the database.
 *
 * @example
 * export const order: OwnFactory = {
 *   parents: { customer: { of: 'customer' } },
 *   columns: { id: ({ ordinal }) => ordinal(), total: ({ random }) => String(random.integer(5, 500)) },
 * };
 */
export interface OwnFactory {
  /** The rows that a row belongs to, by relation. */
  readonly parents?: Readonly<Record<string, OwnParent>>;
  /** Columns that each call must give. */
  readonly required?: readonly string[];
  /** The columns, in the order in which they are made: values, or functions. */
  readonly columns: ColumnOverrides;
}

/**
 * The definition that an own factory stands for.
 *
 * @throws `unknown_name`
 */
export function ownDefinition(
  name: string,
  own: OwnFactory,
  {
    tables,
    entities: { names, classOf },
  }: { readonly tables: Iterable<string>; readonly entities: NamedEntities },
) {
  requireNames(own, ['parents', 'required', 'columns'], {
    place: `The own factory '${name}'`,
    kind: 'part of one',
  });
  const { parents = {}, required = [], columns } = own;
  const byFactory = new Map([...tables].map((table) => [names.factoryOf(table), table]));
  const resolved = Object.entries(parents).map(([relation, { of, ...options }]) => {
    const table = byFactory.get(of);
    if (table === undefined)
      throw unknownName(`The parent '${relation}' of '${name}'`, 'factory', of, [...byFactory.keys()]);
    return [relation, { of: classOf(table), ...options }] as const;
  });
  return {
    parents: Object.fromEntries(resolved) as Readonly<Record<string, OwnParent & { of: EntityClass }>>,
    required,
    columns,
  };
}
