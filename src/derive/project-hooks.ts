import { factoryName } from '../factories/blueprint.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { relationsOf } from './names.ts';
import type { TableStructure } from './structure.ts';
import type { TablesAround } from './tables-around.ts';

/** Where rows of several classes are in one table, a trait for each of them. */
export function subclassTraits(table: TableStructure, { tables, model, entities: { names } }: TablesAround) {
  const { name, columns } = table;
  const { subclasses = [], discriminator } = model.get(name) ?? {};
  if (discriminator === undefined) return undefined;
  const kind = names.propertyOf(name, discriminator);
  const nullable = new Set(columns.filter((column) => column.nullable).map((column) => column.name));
  const relations = new Set([...relationsOf(table, tables).keys()].filter((column) => nullable.has(column)));
  return Object.fromEntries(
    subclasses.map(({ className, value, demanded }) => {
      // The database lets a relation be null that other classes do not have.
      const parents = demanded
        .filter((column) => relations.has(column))
        .map((column) => [names.propertyOf(name, column), {}]);
      const change = { columns: { [kind]: value } as object, parents: Object.fromEntries(parents) as object };
      return [factoryName(className), () => change];
    }),
  );
}

/** What a hook of a factory sees, without the types of its entity. */
interface AnyHookContext {
  readonly row: object;
  readonly transient: Readonly<Record<string, number | readonly unknown[]>>;
  add(factory: AnyFactory, given: object): object;
}

/** The rows of a collection are made with those that they belong to: so many, or such ones. */
export function collectionsOf({ name }: TableStructure, around: TablesAround) {
  const { tables, factories, model } = around;
  const collections = (model.get(name)?.collections ?? []).flatMap(({ property, table, columns, others }) => {
    const of = tables.get(table);
    if (!of) return [];
    const parent = relationBy(of, columns, name, around);
    return [
      {
        property,
        table,
        parent,
        ...(others && { other: relationBy(of, others.columns, others.target, around) }),
      },
    ];
  });
  if (collections.length === 0) return {};
  return {
    transient: Object.fromEntries(collections.map(({ property }) => [property, 0])),
    afterCreate: ({ row, transient, add }: AnyHookContext) => {
      for (const { property, table, parent, other } of collections) {
        const child = factories.get(table);
        if (!child) continue;
        for (const item of itemsOf(transient[property])) {
          const given = other === undefined ? Object(item) : { [other]: item };
          add(child, { ...given, [parent]: row });
        }
      }
    },
  };
}

/** Of a number, so many items of which nothing is said. */
const itemsOf = (wanted: number | readonly unknown[] = 0): readonly unknown[] =>
  typeof wanted === 'number' ? Array.from({ length: wanted }) : wanted;

/** By which relation rows of a table point to those of another one. */
function relationBy(
  of: TableStructure,
  columns: readonly string[],
  target: string,
  { tables, entities: { names } }: TablesAround,
): string {
  const [column = '', ...others] = columns;
  return others.length === 0 && relationsOf(of, tables).has(column)
    ? names.propertyOf(of.name, column)
    : names.parentOf(of, { table: target, columns });
}
