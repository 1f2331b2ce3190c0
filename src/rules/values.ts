import type { EntityClass } from '../entities/row.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Table, TableColumn } from '../load/table.ts';
import type { RowRule } from './row-rule.ts';
import { type Accepts, isLonger, valueType } from './value-type.ts';

/** What is demanded of the values of one column. */
interface ColumnRules {
  readonly property: string;
  readonly nullable: boolean;
  readonly accepts: Accepts;
  readonly limit: number;
  readonly notNull: RowRule;
  readonly type: RowRule;
  readonly length: RowRule;
  /** The text that was good last: rows that are made together mostly have the same parents. */
  goodText: string | undefined;
}

/** The rules of single values of a table: not null, of the column's type, not too long. */
export class ValueRules {
  readonly #columns: readonly ColumnRules[];
  readonly #byProperty: ReadonlyMap<string, ColumnRules>;

  constructor(table: Table) {
    this.#columns = table.columns.map((column) => columnRules(table, column));
    this.#byProperty = new Map(this.#columns.map((column) => [column.property, column]));
  }

  /** Every rule, for a list of them. */
  get all(): RowRule[] {
    return this.#columns.flatMap(({ nullable, limit, notNull, type, length }) => [
      ...(nullable ? [] : [notNull]),
      type,
      ...(limit < Infinity ? [length] : []),
    ]);
  }

  /** The first rule that a row's values break. */
  brokenIn(row: AnyRow): RowRule | undefined {
    for (const column of this.#columns) {
      const broken = brokenBy(column, row[column.property]);
      if (broken) return broken;
    }
    return undefined;
  }

  /** Every rule that a row's values break. */
  allBrokenIn(row: AnyRow): RowRule[] {
    return this.#columns.flatMap((column) => brokenBy(column, row[column.property]) ?? []);
  }

  /** The rule that a value of a column breaks, if any. */
  brokenBy(property: string, value: unknown): RowRule | undefined {
    const column = this.#byProperty.get(property);
    return column && brokenBy(column, value);
  }
}

function brokenBy(column: ColumnRules, value: unknown): RowRule | undefined {
  if (value === null || value === undefined) return column.nullable ? undefined : column.notNull;
  const isText = typeof value === 'string';
  if (isText && value === column.goodText) return undefined;
  if (!column.accepts(value)) return column.type;
  if (isText && isLonger(value, column.limit)) return column.length;
  if (isText) column.goodText = value;
  return undefined;
}

function columnRules({ entity, name }: Table, column: TableColumn): ColumnRules {
  const { property, nullable } = column;
  const { accepts, limit = Number.POSITIVE_INFINITY, name: words } = valueType(column);
  const rule = (ruleName: string, sentence: string, isBroken: (value: unknown) => boolean): RowRule => ({
    name: ruleName,
    entity,
    sentence: `The ${property} of a ${name} ${sentence}.`,
    enforcement: 'C',
    breaks: (row) => (isBroken(row[property]) ? { [property]: row[property] } : undefined),
  });
  const isNull = (value: unknown): boolean => value === null || value === undefined;
  return {
    property,
    nullable,
    accepts,
    limit,
    notNull: rule(column.notNull, 'is not null', isNull),
    type: rule(
      column.valuesCheck ?? `${name}_${column.name}_type`,
      `is ${words}`,
      (value) => !isNull(value) && !accepts(value),
    ),
    length: rule(
      `${name}_${column.name}_length`,
      `has at most ${limit} characters`,
      (value) => typeof value === 'string' && isLonger(value, limit),
    ),
    goodText: undefined,
  };
}

const known = new WeakMap<readonly Table[], ReadonlyMap<EntityClass, ValueRules>>();

/** The value rules of each table. */
export function valueRulesOf(tables: readonly Table[]): ReadonlyMap<EntityClass, ValueRules> {
  const cached = known.get(tables);
  if (cached) return cached;
  const rules = new Map(tables.map((table) => [table.entity, new ValueRules(table)]));
  known.set(tables, rules);
  return rules;
}
