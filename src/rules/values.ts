import type { EntityClass } from '../entities/row.ts';
import { ColumnValues, type ValueRule } from '../load/column-values.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Table, TableColumn } from '../load/table.ts';
import type { RowRule } from './row-rule.ts';

/** What is demanded of the values of one column. */
interface ColumnRules {
  readonly property: string;
  readonly nullable: boolean;
  readonly values: ColumnValues;
  readonly notNull: RowRule;
  readonly type: RowRule;
  readonly length: RowRule | undefined;
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
    return this.#columns.flatMap(({ nullable, notNull, type, length }) => [
      ...(nullable ? [] : [notNull]),
      type,
      ...(length ? [length] : []),
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

function brokenBy(
  { nullable, values, notNull, type, length }: ColumnRules,
  value: unknown,
): RowRule | undefined {
  if (value === null || value === undefined) return nullable ? undefined : notNull;
  const rule = values.brokenBy(value);
  if (rule === undefined) return undefined;
  return rule === values.lengthRule ? length : type;
}

function columnRules({ entity, name }: Table, column: TableColumn): ColumnRules {
  const { property, nullable } = column;
  const values = new ColumnValues(name, column);
  const ruleOf = (rule: ValueRule, isBroken: (value: unknown) => boolean): RowRule => ({
    ...rule,
    entity,
    enforcedBy: 'constraint',
    breaks: (row) => (isBroken(row[property]) ? { [property]: row[property] } : undefined),
  });
  const isNull = (value: unknown): boolean => value === null || value === undefined;
  const breaks = (rule: ValueRule) => (value: unknown) => !isNull(value) && values.brokenBy(value) === rule;
  const { typeRule, lengthRule } = values;
  return {
    property,
    nullable,
    values,
    notNull: ruleOf(
      { name: column.notNull, description: `The ${property} of a ${name} is not null.` },
      isNull,
    ),
    type: ruleOf(typeRule, breaks(typeRule)),
    length: lengthRule && ruleOf(lengthRule, breaks(lengthRule)),
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
