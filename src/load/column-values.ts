import { RuleBrokenError } from '../errors/rule-broken.ts';
import type { AnyRow } from './sink.ts';
import type { Table, TableColumn } from './table.ts';
import { typeOf } from './types/index.ts';
import { isLonger } from './types/texts.ts';
import type { ValueType } from './types/value-type.ts';

/** A rule about the values of one column. */
export interface ValueRule {
  readonly name: string;
  readonly description: string;
}

/** What a column of a table holds, and the rules that other values break. */
export class ColumnValues {
  readonly column: TableColumn;
  readonly type: ValueType;
  readonly typeRule: ValueRule;
  /** Undefined where there is no limit. */
  readonly lengthRule: ValueRule | undefined;
  readonly #limit: number;
  /** The text that was good last: rows that are made together mostly have the same parents. */
  #good: string | undefined;

  constructor(table: string, column: TableColumn) {
    this.column = column;
    this.type = typeOf(column);
    const { words, limit } = this.type;
    const of = `The ${column.property} of a ${table}`;
    this.typeRule = {
      name: column.valuesCheck ?? `${table}_${column.name}_type`,
      description: `${of} is ${words}.`,
    };
    this.lengthRule =
      limit === undefined
        ? undefined
        : { name: `${table}_${column.name}_length`, description: `${of} has at most ${limit} characters.` };
    this.#limit = limit ?? Number.POSITIVE_INFINITY;
  }

  /** The rule that a value breaks which is not null. */
  brokenBy(value: unknown): ValueRule | undefined {
    if (value === this.#good) return undefined;
    if (!this.type.accepts(value)) return this.typeRule;
    if (this.#limit !== Number.POSITIVE_INFINITY && isLonger(value, this.#limit)) return this.lengthRule;
    if (typeof value === 'string') this.#good = value;
    return undefined;
  }
}

export const columnValuesOf = ({ name, columns }: Pick<Table, 'name' | 'columns'>): readonly ColumnValues[] =>
  columns.map((column) => new ColumnValues(name, column));

/** A row's value that its column does not hold, as an error that names both, and the row by its key. */
export function valueRefused(
  { name, primaryProperties }: Pick<Table, 'name' | 'primaryProperties'>,
  { property }: TableColumn,
  rule: ValueRule,
  row: AnyRow,
): RuleBrokenError {
  const key = primaryProperties.map((one) => [one, row[one]]);
  const values = { [property]: row[property], ...Object.fromEntries(key) };
  return new RuleBrokenError(name, rule, values);
}

/**
 * What finds the first value of a table's rows that its column does not hold, one row after the other.
 *
 * @example rowChecker(table)({ createdAt: new Date(Number.NaN) })?.rule // 'user_created_at_type'
 */
export function rowChecker(table: Table): (row: AnyRow) => RuleBrokenError | undefined {
  const columns = columnValuesOf(table);
  return (row) => {
    for (const one of columns) {
      const value = row[one.column.property] ?? null;
      const rule = value === null ? undefined : one.brokenBy(value);
      if (rule) return valueRefused(table, one.column, rule, row);
    }
    return undefined;
  };
}
