import pg from 'pg';
import type { EntityClass } from '../entities/row.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName } from '../entities/table-name.ts';
import { ColumnValues } from './column-values.ts';
import type { AnyRow, Rows } from './sink.ts';
import { isAmong, keyOf, type RowKeys } from './staying.ts';
import { type Table, tablesOf, type Unique } from './table.ts';

/** How many rows of a table were used in the place of those that a dataset has. */
export interface UsedTable {
  readonly table: string;
  readonly rows: number;
}

/**
 * Rows that stay in a database, and take the place of those of a dataset that have the same primary key or the same
 * unique values: these are left out, and what refers to them refers to those that are there.
 */
export class UsedRows {
  readonly #tables: readonly Table[];
  readonly #present: ReadonlyMap<Table, readonly PresentValues[]>;
  /** The keys of rows that are there, by the texts of those that were left out. */
  readonly #others = new Map<EntityClass, Map<string, string>>();
  readonly #counts = new Map<string, number>();

  private constructor(tables: readonly Table[], present: ReadonlyMap<Table, readonly PresentValues[]>) {
    this.#tables = tables;
    this.#present = present;
  }

  /** Reads the unique values of the rows that stay. */
  static async read(client: pg.ClientBase, schema: Schema, staying: RowKeys): Promise<UsedRows> {
    const present = new Map<Table, readonly PresentValues[]>();
    for (const table of tablesOf(schema)) {
      if ((staying.get(table.name) ?? []).length === 0) continue;
      const all = table.uniques.flatMap((unique) => presentValues(table, unique) ?? []);
      for (const one of all) await one.read(client, staying);
      present.set(table, all);
    }
    return new UsedRows(tablesOf(schema), present);
  }

  /** What was used so far, by table. */
  get counts(): readonly UsedTable[] {
    return [...this.#counts].map(([table, rows]) => ({ table, rows }));
  }

  /** Rows without those that are there already. Their parents must be among them, or have been taken before. */
  take(rows: Rows): Rows {
    if (this.#present.size === 0) return rows;
    const taken = new Map(rows);
    for (const table of this.#tables) {
      const some = rows.get(table.entity);
      if (some) taken.set(table.entity, this.#takeOf(table, some));
    }
    return taken;
  }

  #takeOf(table: Table, rows: readonly AnyRow[]): readonly AnyRow[] {
    const present = this.#present.get(table);
    const isUnchanged =
      !present && [...table.relations.values()].every((entity) => !this.#others.has(entity));
    if (isUnchanged) return rows;
    return rows.flatMap((row) => {
      const referring = this.#referring(table, row);
      const key = present?.map((one) => one.keyOf(referring)).find((one) => one !== undefined);
      if (key === undefined) return [referring];
      this.#counts.set(table.name, (this.#counts.get(table.name) ?? 0) + 1);
      this.#remember(table, row, key);
      return [];
    });
  }

  /** Relations are over single columns: to a key of several nothing refers. */
  #remember({ entity, primaryProperties }: Table, row: AnyRow, key: string): void {
    const [property, ...more] = primaryProperties;
    if (property === undefined || more.length > 0 || String(row[property]) === key) return;
    const others = this.#others.get(entity) ?? new Map<string, string>();
    this.#others.set(entity, others.set(String(row[property]), key));
  }

  /** A row that refers to rows that are there. */
  #referring({ relations }: Table, row: AnyRow): AnyRow {
    let changed = row;
    for (const [property, entity] of relations) {
      const value = row[property];
      const other = value == null ? undefined : this.#others.get(entity)?.get(String(value));
      if (other !== undefined)
        changed = { ...changed, [property]: typeof value === 'number' ? Number(other) : other };
    }
    return changed;
  }
}

/** The values that one unique key of a table has in rows that stay. */
class PresentValues {
  readonly #table: Table;
  readonly #columns: readonly ColumnValues[];
  readonly #condition: Condition;
  readonly #keys = new Map<string, string>();

  constructor(table: Table, columns: readonly ColumnValues[], condition: Condition) {
    this.#table = table;
    this.#columns = columns;
    this.#condition = condition;
  }

  async read(client: pg.ClientBase, staying: RowKeys): Promise<void> {
    const texts = this.#columns.map(({ column }) => `t.${pg.escapeIdentifier(column.name)}::pg_catalog.text`);
    const { rows } = await client.query<{ key: string; values: (string | null)[] }>(
      `select ${keyOf(this.#table, 't')} as key, array[${texts.join(', ')}] as values
         from only ${fullName(this.#table.name)} t
        where ${[isAmong(staying, this.#table, 't'), ...this.#condition.sql].join(' and ')}`,
    );
    for (const { key, values } of rows)
      if (!values.includes(null)) this.#keys.set(JSON.stringify(values), key);
  }

  /** The key of the row that stays and has a row's values. */
  keyOf(row: AnyRow): string | undefined {
    if (this.#keys.size === 0 || !this.#condition.holds(row)) return undefined;
    const values = this.#columns.map(({ column, type }) => {
      const value = row[column.property];
      return value == null ? null : type.text(value);
    });
    return values.includes(null) ? undefined : this.#keys.get(JSON.stringify(values));
  }
}

/** Under which a unique key counts. */
interface Condition {
  readonly sql: readonly string[];
  readonly holds: (row: AnyRow) => boolean;
}

/**
 * Undefined where a key cannot be told here, by other conditions or over values that the database computes, or tells
 * nothing: those that it numbers are the same by chance.
 */
function presentValues(table: Table, { properties, where }: Unique): PresentValues | undefined {
  const columns = properties.map((property) => table.columns.find((one) => one.property === property));
  const known = columns.filter((one) => one !== undefined && one.sequence === undefined);
  const condition = conditionOf(table, where);
  if (known.length < properties.length || !condition) return undefined;
  const values = known.flatMap((one) => (one ? [new ColumnValues(table.name, one)] : []));
  return new PresentValues(table, values, condition);
}

/** Of columns that are null, or not. */
function conditionOf({ columns }: Table, where: string | undefined): Condition | undefined {
  const parts = where === undefined ? [] : where.split(/ and /i);
  const terms = parts.map((part) => {
    const [, name, not] = /^\s*"?(\w+)"? is (not )?null\s*$/i.exec(part) ?? [];
    const column = columns.find((one) => one.name === name);
    return column && { column, isNull: not === undefined };
  });
  if (terms.includes(undefined)) return undefined;
  const known = terms.flatMap((term) => term ?? []);
  return {
    sql: known.map(
      ({ column, isNull }) => `t.${pg.escapeIdentifier(column.name)} is ${isNull ? '' : 'not '}null`,
    ),
    holds: (row) => known.every(({ column, isNull }) => (row[column.property] == null) === isNull),
  };
}
