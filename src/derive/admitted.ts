import { sqlType } from '../load/types/sql-type.ts';
import type { ColumnContext, Draw } from './context.ts';
import type { Admitted, AdmittedCell, ColumnStructure } from './structure.ts';
import { dayOf } from './times.ts';

/** A cell with the value that it stands for, if it stands for one. */
interface Branch {
  readonly cell: AdmittedCell;
  /** How many combinations go on from here. */
  count: number;
  readonly next: Map<string, Branch>;
}

/**
 * The functions of checked columns: each takes a value that goes with those of the columns before it, however they were
 * given. Where none does, it takes any that was admitted.
 *
 * @param usual what a column has where any value but null will do
 */
export function admittedValues(
  { columns, rows }: Admitted,
  propertyOf: (column: string) => string,
  {
    columnOf,
    usual,
  }: { readonly columnOf: (name: string) => ColumnStructure; readonly usual: (name: string) => Draw },
): ReadonlyMap<string, Draw> {
  const root = treeOf(rows);
  const properties = columns.map(propertyOf);
  return new Map(
    columns.map((name, i) => {
      const column = columnOf(name);
      const draw = usual(name);
      return [
        name,
        (context) => {
          const { cell } = pick(branchFor(root, properties.slice(0, i), context), context);
          if ('kept' in cell) return draw(context);
          if ('pattern' in cell) return context.fake.helpers.fromRegExp(cell.pattern);
          return 'after' in cell
            ? timeIn(column, context.now.getTime() + cell.after)
            : valueIn(column, cell.value);
        },
      ];
    }),
  );
}

function treeOf(rows: readonly (readonly AdmittedCell[])[]): Map<string, Branch> {
  const root = new Map<string, Branch>();
  for (const row of rows) {
    let level = root;
    for (const cell of row) {
      const key = JSON.stringify(cell);
      const branch: Branch = level.get(key) ?? { cell, count: 0, next: new Map() };
      branch.count++;
      level.set(key, branch);
      level = branch.next;
    }
  }
  return root;
}

/** The branches that go with the values of a row; any of that depth where those values were not admitted. */
function branchFor(
  root: ReadonlyMap<string, Branch>,
  before: readonly string[],
  { row, now }: ColumnContext,
): ReadonlyMap<string, Branch> {
  let level = root;
  for (const property of before) {
    const value = row[property] ?? null;
    const same = value === null ? [JSON.stringify({ value: null })] : cellKeys(value, now.getTime());
    const [any, ...others] = level.values();
    const found =
      same.map((key) => level.get(key)).find((branch) => branch !== undefined) ??
      [any, ...others].find((branch) => branch && 'pattern' in branch.cell);
    level = (found ?? any)?.next ?? level;
  }
  return level;
}

const cellKeys = (value: unknown, now: number): readonly string[] => {
  const time = value instanceof Date ? value.getTime() : undefined;
  const own = typeof value === 'bigint' ? Number(value) : value;
  return [
    ...(time === undefined ? [] : [JSON.stringify({ after: time - now })]),
    JSON.stringify({ value: time === undefined ? own : new Date(time).toISOString() }),
    JSON.stringify({ kept: true }),
  ];
};

function pick(level: ReadonlyMap<string, Branch>, { random }: ColumnContext): Branch {
  const branches = [...level.values()];
  let place = random.unit() * branches.reduce((sum, { count }) => sum + count, 0);
  for (const branch of branches) {
    place -= branch.count;
    if (place < 0) return branch;
  }
  return random.pick(branches);
}

/** A time as the column has it. */
export function timeIn({ over }: ColumnStructure, time: number): unknown {
  return sqlType(over).name === 'date' ? dayOf(new Date(time)) : new Date(time);
}

/** JSON has neither the whole numbers of 64 bits nor times nor bytes. */
export function valueIn({ over }: ColumnStructure, value: unknown): unknown {
  const { name, isArray } = sqlType(over);
  if (value === null || isArray) return value;
  if (name === 'bigint') return BigInt(String(value));
  if (/^timestamp/.test(name)) return new Date(String(value));
  return value;
}
