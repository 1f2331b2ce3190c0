import { UnderscoreNamingStrategy } from '@mikro-orm/core';
import type { DatabaseStructure, ForeignKeyStructure, TableStructure } from './structure.ts';

const naming = new UnderscoreNamingStrategy();

/** What every object of JavaScript has something by, and what an entity has of the ORM. */
const taken = (name: string): boolean =>
  name in Object.prototype || /^(toObject|toReference|toPOJO|populated)$/.test(name);

/** What tables and columns are called in code. */
export class Names {
  readonly #classes: ReadonlyMap<string, string>;
  readonly #properties = new Map<string, ReadonlyMap<string, string>>();

  constructor({ tables }: Pick<DatabaseStructure, 'tables'>) {
    this.#classes = distinct(
      tables.map(({ name }) => name),
      (table) => naming.getEntityName(table),
    );
    for (const table of tables) this.#properties.set(table.name, propertiesOf(table));
  }

  /** @example names.classOf('invoice_line') // 'InvoiceLine' */
  classOf(table: string): string {
    return this.#classes.get(table) ?? table;
  }

  /** @example names.factoryOf('invoice_line') // 'invoiceLine' */
  factoryOf(table: string): string {
    const name = this.classOf(table);
    return name.charAt(0).toLowerCase() + name.slice(1);
  }

  /** A relation is called like its column, without `_id`. */
  propertyOf(table: string, column: string): string {
    return this.#properties.get(table)?.get(column) ?? column;
  }
}

/** The keys that are relations of an entity: over one column, to a key of one column. */
export const relationsOf = (
  { foreignKeys }: TableStructure,
  tables: ReadonlyMap<string, TableStructure>,
): ReadonlyMap<string, ForeignKeyStructure> => {
  const relations = new Map<string, ForeignKeyStructure>();
  for (const key of foreignKeys) {
    const [column, ...others] = key.columns;
    const [reference] = key.references;
    const target = tables.get(key.table);
    const isToKey = target?.primary.length === 1 && target.primary[0] === reference;
    if (column !== undefined && others.length === 0 && isToKey && !relations.has(column))
      relations.set(column, key);
  }
  return relations;
};

function propertiesOf({ columns, foreignKeys }: TableStructure): ReadonlyMap<string, string> {
  const isKey = (column: string) =>
    foreignKeys.some((key) => key.columns.length === 1 && key.columns[0] === column);
  const all = columns.map(({ name }) => name);
  return distinct(all, (column) => {
    const short = isKey(column) ? column.replace(/_?id$/i, '') : column;
    const property = naming.columnNameToProperty(short === '' || all.includes(short) ? column : short);
    return taken(property) ? `${property}_` : property;
  });
}

/** Names of which no two are the same. */
function distinct(all: readonly string[], nameOf: (one: string) => string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set<string>();
  for (const one of all) {
    let name = nameOf(one);
    while (used.has(name)) name += '_';
    names.set(one, name);
    used.add(name);
  }
  return names;
}
