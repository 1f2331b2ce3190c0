import type { DatabaseTable } from '@mikro-orm/postgresql';
import type { Schema } from '../entities/schema.ts';
import { partsOfName } from '../entities/table-name.ts';
import { declaredName, declaredTables } from './declared-tables.ts';
import { PostgresNaming } from './naming.ts';

/** What a database can demand of the rows of a table without a trigger. */
export type Constraint = { readonly table: string; readonly name: string } & (
  | { readonly kind: 'not null'; readonly column: string }
  | { readonly kind: 'length'; readonly column: string; readonly limit: number }
  | { readonly kind: 'enum'; readonly column: string; readonly values: readonly string[] }
  | {
      readonly kind: 'generated';
      readonly column: string;
      readonly expression: string;
      /** Of the column: the expression's value becomes that. */
      readonly type: string;
    }
  | { readonly kind: 'check'; readonly expression: string }
  | {
      readonly kind: 'unique';
      readonly columns: readonly string[];
      /** SQL: rows for which it is not true do not count. */
      readonly where?: string;
    }
  | {
      readonly kind: 'foreign key';
      readonly columns: readonly string[];
      readonly references: { readonly table: string; readonly columns: readonly string[] };
    }
);

type Column = ReturnType<DatabaseTable['getColumns']>[number];

const naming = new PostgresNaming();

/**
 * The constraints that a schema's entities declare; needs no server.
 *
 * @example declaredConstraints(courseSchema).find(({ name }) => name === 'user_email_key')
 */
export function declaredConstraints(schema: Schema): readonly Constraint[] {
  const tables = declaredTables(schema);
  // As the ORM has them in keys.
  const names = new Map(
    tables.map((table) => [`${table.schema ?? 'public'}.${table.name}`, declaredName(table)]),
  );
  return tables.flatMap((table) => constraintsOf(table, names));
}

function constraintsOf(table: DatabaseTable, names: ReadonlyMap<string, string>): readonly Constraint[] {
  const name = declaredName(table);
  return [
    ...table.getColumns().flatMap((column) => ofColumn(name, column)),
    // Of an index by an expression only the database knows what is the same.
    ...table
      .getIndexes()
      .flatMap((index) => (index.unique && index.columnNames.some(Boolean) ? unique(name, index) : [])),
    ...table.getChecks().map((one) => check(name, one.name, String(one.expression))),
    ...Object.values(table.getForeignKeys()).map((key) => foreignKey(name, key, names)),
  ];
}

/** What a column's constraint is called where PostgreSQL gives it no name of its own. */
export const constraintName = {
  notNull: (table: string, column: string): string =>
    naming.indexName(partsOfName(table).name, [column], 'not_null'),
  length: (table: string, column: string): string => `${partsOfName(table).name}_${column}_length`,
  enum: (table: string, column: string): string => `${partsOfName(table).name}_${column}_type`,
  generated: (table: string, column: string): string => `${partsOfName(table).name}_${column}_generated`,
};

function ofColumn(table: string, { name: column, ...declared }: Column): Constraint[] {
  const { type, nullable, nativeEnumName, enumItems: values = [], generated } = declared;
  const limit = Number(/^varchar\((\d+)\)$/.exec(type)?.[1]);
  const found: Constraint[] = [];
  if (!nullable) found.push({ table, name: constraintName.notNull(table, column), kind: 'not null', column });
  if (limit > 0)
    found.push({ table, name: constraintName.length(table, column), kind: 'length', column, limit });
  // Of an array each member is one of them, which its type sees to.
  if (nativeEnumName && !type.endsWith('[]'))
    found.push({ table, name: constraintName.enum(table, column), kind: 'enum', column, values });
  if (generated?.endsWith(' stored')) {
    const expression = generated.replace(/ stored$/, '');
    found.push({
      table,
      name: constraintName.generated(table, column),
      kind: 'generated',
      column,
      expression,
      type,
    });
  }
  return found;
}

function unique(table: string, index: ReturnType<DatabaseTable['getIndexes']>[number]): Constraint {
  const { keyName: name, columnNames: columns, where } = index;
  return { table, name, kind: 'unique', columns, ...(typeof where === 'string' && { where }) };
}

const check = (table: string, name: string, expression: string): Constraint => ({
  table,
  name,
  kind: 'check',
  expression,
});

function foreignKey(
  table: string,
  key: ReturnType<DatabaseTable['getForeignKeys']>[string],
  names: ReadonlyMap<string, string>,
): Constraint {
  const { referencedTableName: target } = key;
  const references = {
    table: names.get(target) ?? names.get(`public.${target}`) ?? target,
    columns: key.referencedColumnNames,
  };
  return { table, name: key.constraintName, kind: 'foreign key', columns: key.columnNames, references };
}
