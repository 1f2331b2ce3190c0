import { UnderscoreNamingStrategy } from '@mikro-orm/core';
import { partsOfName } from '../entities/table-name.ts';
import { factoryName } from '../factories/blueprint.ts';
import type { ProjectModel, ProjectTable } from './project-model.ts';
import type { DatabaseStructure, ForeignKeyStructure, TableStructure } from './structure.ts';

const naming = new UnderscoreNamingStrategy();

/** @example snakeCase('firstName') // 'first_name' */
export const snakeCase = (property: string): string => naming.propertyToColumnName(property);

/** What every object of JavaScript has something by, and what an entity has of the ORM. */
const taken = (name: string): boolean =>
  name in Object.prototype || /^(toObject|toReference|toPOJO|populated)$/.test(name);

/** With its schema outside `public`: another one may have a table of that name. */
function entityName(table: string): string {
  const { schema, name } = partsOfName(table);
  return naming.getEntityName(schema === 'public' ? name : `${schema}_${name}`);
}

/** What tables and columns are called in code: as in the project's own entities, if it has some. */
export class Names {
  readonly #classes: ReadonlyMap<string, string>;
  readonly #properties = new Map<string, ReadonlyMap<string, string>>();
  readonly #model: ProjectModel;

  constructor({ tables }: Pick<DatabaseStructure, 'tables'>, model: ProjectModel = new Map()) {
    this.#model = model;
    const known = tables.map(({ name }) => name).sort((a, b) => Number(model.has(b)) - Number(model.has(a)));
    this.#classes = distinct(known, (table) => model.get(table)?.className ?? entityName(table));
    for (const table of tables) this.#properties.set(table.name, propertiesOf(table, model.get(table.name)));
  }

  /** @example names.classOf('invoice_line') // 'InvoiceLine' */
  classOf(table: string): string {
    return this.#classes.get(table) ?? table;
  }

  /** @example names.factoryOf('invoice_line') // 'invoiceLine' */
  factoryOf(table: string): string {
    return factoryName(this.classOf(table));
  }

  /** A relation is called like its column, without `_id`. */
  propertyOf(table: string, column: string): string {
    return this.#properties.get(table)?.get(column) ?? column;
  }

  /** What the row that a key points to has in one column, where it is of some of several classes in a table. */
  kindsOf(
    table: string,
    column: string,
    target: string,
  ): Readonly<Record<string, readonly unknown[]>> | undefined {
    const { discriminator, subclasses = [] } = this.#model.get(target) ?? {};
    const className = this.#model.get(table)?.properties.get(column)?.targetMeta?.className;
    if (discriminator === undefined || className === undefined) return undefined;
    const kinds = subclasses.filter(({ classes }) => classes.includes(className)).map(({ value }) => value);
    return { [this.propertyOf(target, discriminator)]: kinds };
  }

  /**
   * The row that a key points to which is no relation of an entity: called like the other table, unless the project has a
   * name for it.
   */
  parentOf({ name, columns }: TableStructure, key: Pick<ForeignKeyStructure, 'columns' | 'table'>): string {
    const { relations, properties } = this.#model.get(name) ?? {};
    const joined = key.columns.join();
    const own = relations?.get(joined);
    if (own !== undefined) return own;
    const taken = new Set(columns.map((one) => this.propertyOf(name, one.name)));
    let parent = properties?.get(joined)?.name ?? this.factoryOf(key.table);
    while (taken.has(parent)) parent += '_';
    return parent;
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

function propertiesOf(
  { columns, foreignKeys }: TableStructure,
  project: ProjectTable | undefined,
): ReadonlyMap<string, string> {
  const isKey = (column: string) =>
    foreignKeys.some((key) => key.columns.length === 1 && key.columns[0] === column);
  const all = columns.map(({ name }) => name);
  return distinct(all, (column) => {
    const own = project?.properties.get(column)?.name;
    if (own !== undefined) return own;
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
