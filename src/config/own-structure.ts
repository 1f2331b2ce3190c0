import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EntityMetadata } from '@mikro-orm/postgresql';
import { declaredName, declaredTables } from '../database/declared-tables.ts';
import { declaredOrm } from '../database/offline-orm.ts';
import type { Domain } from '../domain.ts';
import { propertiesOf } from '../entities/properties.ts';
import type { AddedColumns } from '../entities/schema.ts';
import { partsOfName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import { wordsOf } from '../errors/thrown.ts';
import { type Table, tablesOf } from '../load/table.ts';
import { kindOf } from './type-guards.ts';

/** The error that says what is wrong in a domain, and how to fix it. */
export type Wrong = (problem: string, hint: string) => SeedbedError;

/** That the ORM can make tables of the entities, and that there is a folder of migrations. */
export function requireStructure(domain: Domain, wrong: Wrong): void {
  const entities: unknown = domain.entities;
  if (!Array.isArray(entities) || entities.length === 0) {
    throw wrong(
      `has ${Array.isArray(entities) ? 'no entities' : `${kindOf(entities)} as entities`}`,
      'It should be a list of all entity classes: entities: [Author, Book]',
    );
  }
  for (const [i, entity] of domain.entities.entries()) requireEntity(entity, i, wrong);
  for (const added of domain.columns) requireColumns(added, domain, wrong);
  if (domain.migrations !== undefined) requireFolder(domain.migrations, wrong);
  requireTables(domain, wrong);
}

function requireEntity(entity: Domain['entities'][number], i: number, wrong: Wrong): void {
  try {
    propertiesOf(entity);
  } catch (error) {
    if (error instanceof SeedbedError) throw error;
    const name = typeof entity === 'function' ? entity.name : kindOf(entity);
    throw wrong(
      `has ${name} as entities[${i}], which is no entity class`,
      'Define it: const BookSchema = defineEntity({ … }); class Book extends BookSchema.class {}; BookSchema.setClass(Book). ' +
        'Your project must have one copy of @mikro-orm/core: npm ls @mikro-orm/core',
    );
  }
}

function requireColumns({ entity, properties }: AddedColumns, { entities }: Domain, wrong: Wrong): void {
  const name = typeof entity === 'function' ? entity.name : kindOf(entity);
  if (!entities.includes(entity)) {
    throw wrong(
      `adds columns to ${name}, which is not among its entities,`,
      'They are columns of one of its tables: columns: [{ entity: User, properties: { password: p.string() } }]',
    );
  }
  const { all } = propertiesOf(entity);
  const twice = Object.keys(properties).find((property) => all.includes(property));
  if (twice !== undefined) {
    throw wrong(
      `adds the column ${twice} to ${name}, which has it`,
      'Leave it out, or give it another name.',
    );
  }
}

const MIGRATIONS = "migrations: new URL('./migrations/', import.meta.url)";

function requireFolder(folder: unknown, wrong: Wrong): void {
  if (!(folder instanceof URL) || folder.protocol !== 'file:') {
    const found = folder instanceof URL ? folder.href : kindOf(folder);
    throw wrong(`has ${found} as migrations`, `It should be the url of their folder: ${MIGRATIONS}`);
  }
  const path = fileURLToPath(folder);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw wrong(
      `has no folder ${path} for the migrations`,
      `Make it, then \`seedbed migrate create initial\` writes the first one; or name the folder that there is: ${MIGRATIONS}`,
    );
  }
}

function made<T>(make: () => T, wrong: Wrong): T {
  try {
    return make();
  } catch (error) {
    const problem = wordsOf(error).replace(/\.$/, '');
    const isCircle = problem.includes('in a circle');
    throw wrong(
      `has entities of which no tables can be made: ${problem},`,
      isCircle
        ? "Let one of these keys be .nullable(), or wait: .deferMode('deferred')."
        : 'Fix the entities there.',
    );
  }
}

/** Every object of JavaScript has something by these names, also where nothing was put there. */
function requireNames(tables: readonly Table[], wrong: Wrong): void {
  for (const { name, properties } of tables) {
    const taken = [name, ...properties].find((one) => one in Object.prototype);
    if (taken === undefined) continue;
    const what = taken === name ? `the table ${name}` : `the property ${taken} of the table ${name}`;
    throw wrong(`has ${what}, a name that the ORM takes for what every object has`, 'Give it another name.');
  }
}

/** That its rows are those of one table, and that no other class has rows there. */
function requireOwnTable({ className, root, tableName, props }: EntityMetadata, wrong: Wrong): void {
  const { inheritanceType } = root;
  if (inheritanceType !== undefined) {
    const rows =
      inheritanceType === 'sti' ? `in the table ${root.tableName} with others` : 'in several tables';
    throw wrong(
      `has ${className}, an entity whose rows are ${rows} (${inheritanceType}),`,
      inheritanceType === 'sti'
        ? `Take one entity for the table ${tableName}, with all its columns and the one that tells them apart. ${DERIVE}`
        : `Take an entity for each table, the lower one with p.oneToOne(…).primary(). ${DERIVE}`,
    );
  }
  for (const { name, fieldNames, kind, mappedBy, hasConvertToDatabaseValueSQL } of props) {
    if (hasConvertToDatabaseValueSQL) {
      throw wrong(
        `has ${className}.${name}, whose type converts values by SQL,`,
        `Take the text that PostgreSQL reads: p.string().columnType('…'). ${DERIVE}`,
      );
    }
    if (!/^(m:1|1:1)$/.test(kind) || mappedBy !== undefined || fieldNames.length === 1) continue;
    throw wrong(
      `has ${className}.${name}, a relation over several columns (${fieldNames.join(', ')}),`,
      `Give each column a property, and state the foreign key in compositeKeys. ${DERIVE}`,
    );
  }
}

const DERIVE =
  'Or leave the entities out, and derive the domain from the database: deriveDomain({ name, url }) of seedbed/derive.';

function requireTables(domain: Domain, wrong: Wrong): void {
  const tables = made(() => tablesOf(domain), wrong);
  requireNames(tables, wrong);
  for (const { entity, name, primary, columns } of tables) {
    requireOwnTable(declaredOrm(domain).getMetadata(entity), wrong);
    const key = columns.find((column) => column.convert && primary.includes(column.name));
    if (!key) continue;
    throw wrong(
      `has ${name}.${key.name}, a key of a type of its own,`,
      'Give a key the type of its column: the keys of other tables are compared with it.',
    );
  }
  const declared = made(() => declaredTables(domain), wrong);
  for (const one of declared) {
    const name = declaredName(one);
    if (domain.migrations && partsOfName(name).schema !== 'public') {
      throw wrong(
        `has migrations, and the table ${name},`,
        `Migrations of seedbed make tables in the schema public: move it there. ${DERIVE}`,
      );
    }
    const known = tables.find((table) => table.name === name);
    if (!known) {
      throw wrong(
        `has the table ${name}, but none of the entities is for it,`,
        'All entities to which one has a relation are in the list. A many-to-many names the entity of the table ' +
          'between the two, so that a factory can make its rows: p.manyToMany(Tag).pivotEntity(() => BookTag)',
      );
    }
    const properties = [...known.columns, ...known.generated].map((column) => column.name);
    const columns = one.getColumns().map((column) => column.name);
    const strange =
      columns.find((column) => !properties.includes(column)) ??
      properties.find((column) => !columns.includes(column));
    if (strange !== undefined) {
      throw wrong(
        `has ${name}.${strange}, which is not one column and one property of its entity,`,
        'Give each column of the table a property of its entity.',
      );
    }
  }
}
