import type { DatabaseTable } from '@mikro-orm/postgresql';
import type { Schema } from '../entities/schema.ts';
import { declaredTables } from './declared-tables.ts';
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
      readonly references: {
        /** Left out where it is `public`. */
        readonly schema?: string;
        readonly table: string;
        readonly columns: readonly string[];
      };
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
  return declaredTables(schema).flatMap((table) => [
    ...table.getColumns().flatMap((column) => ofColumn(table.name, column)),
    // Of an index by an expression only the database knows what is the same.
    ...table
      .getIndexes()
      .flatMap((index) => (index.unique && index.columnNames.some(Boolean) ? unique(table.name, index) : [])),
    ...table.getChecks().map(({ name, expression }) => check(table.name, name, String(expression))),
    ...Object.values(table.getForeignKeys()).map((key) => foreignKey(table.name, key)),
  ]);
}

/** What a column's constraint is called where PostgreSQL gives it no name of its own. */
export const constraintName = {
  notNull: (table: string, column: string): string => naming.indexName(table, [column], 'not_null'),
  length: (table: string, column: string): string => `${table}_${column}_length`,
  enum: (table: string, column: string): string => `${table}_${column}_type`,
  generated: (table: string, column: string): string => `${table}_${column}_generated`,
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

function foreignKey(table: string, key: ReturnType<DatabaseTable['getForeignKeys']>[string]): Constraint {
  const references = {
    table: key.referencedTableName.replace(/^public\./, ''),
    columns: key.referencedColumnNames,
  };
  return { table, name: key.constraintName, kind: 'foreign key', columns: key.columnNames, references };
}
