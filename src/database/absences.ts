import type pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { nameOfClass } from '../entities/table-name.ts';
import { compatibility } from './compatibility.ts';
import { declaredName, declaredTables } from './declared-tables.ts';
import { nameOf } from './name-of.ts';
import { notMigrated } from './not-migrated.ts';

/** A table or column of a schema that a database does not have as declared. */
export interface Absence {
  readonly table: string;
  /** Left out where it is the whole table. */
  readonly column?: string;
  /** Whether the column is there, with a type that is another one. */
  readonly isOtherType: boolean;
  /** As a sentence. */
  readonly message: string;
}

/**
 * What of a schema is missing in a database, or has a type that holds none of its values; empty where all is there.
 * Generated columns count too: no row writes them, but rules read them.
 *
 * @throws `not_migrated` where no table is there
 * @example (await absencesFrom(client, course)).map(({ message }) => message)
 */
export async function absencesFrom(client: pg.ClientBase, schema: Schema): Promise<readonly Absence[]> {
  const tables = declaredTables(schema);
  const { rows } = await client.query<{ table: string; column: string }>(columnQuery, [
    tables.map(declaredName),
  ]);
  if (rows.length === 0) throw notMigrated(await nameOf(client), schema);
  const missing = tables.flatMap((table): Absence[] => {
    const name = declaredName(table);
    const found = new Set(rows.filter((row) => row.table === name).map(({ column }) => column));
    if (found.size === 0)
      return [{ table: name, isOtherType: false, message: `The table "${name}" is missing.` }];
    return table
      .getColumns()
      .filter((column) => !found.has(column.name))
      .map(({ name: column, type }) => ({
        ...{ table: name, column, isOtherType: false },
        message: `The column "${name}"."${column}" (${type}) is missing.`,
      }));
  });
  const other = (await compatibility(client, schema)).flatMap(({ kind, narrower, ...rest }): Absence[] => {
    const { table, column, message } = rest;
    // What holds some values can be read like what holds all.
    return kind === 'type' && !narrower && column !== undefined
      ? [{ table, column, isOtherType: true, message }]
      : [];
  });
  return [...missing, ...other];
}

const columnQuery = `
select ${nameOfClass('c')} as table, a.attname as column
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where c.relkind in ('r', 'p') and ${nameOfClass('c')} = any ($1)`;

/** So many of a kind are named. */
const MOST_NAMED = 4;

/**
 * What is absent, in one line by kind.
 *
 * @example describeAbsences(absences) // '1 table (message) and 2 columns (user.number, user.email)'
 */
export function describeAbsences(absences: readonly Absence[]): string {
  const named = (noun: string, plural: string, some: readonly Absence[]): string[] => {
    if (some.length === 0) return [];
    const names = some.map(({ table, column }) => (column === undefined ? table : `${table}.${column}`));
    const more = names.length - MOST_NAMED;
    const list = more > 1 ? [...names.slice(0, MOST_NAMED), `${more} more`] : names;
    return [`${some.length} ${some.length === 1 ? noun : plural} (${list.join(', ')})`];
  };
  const missing = absences.filter(({ isOtherType }) => !isOtherType);
  const kinds = [
    ...named(
      'table',
      'tables',
      missing.filter(({ column }) => column === undefined),
    ),
    ...named(
      'column',
      'columns',
      missing.filter(({ column }) => column !== undefined),
    ),
    ...named(
      'column of another type',
      'columns of other types',
      absences.filter(({ isOtherType }) => isOtherType),
    ),
  ];
  return kinds.length < 2 ? kinds.join('') : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}`;
}
