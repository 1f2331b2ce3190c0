import { after, DAY } from '../random/clock.ts';
import type { ColumnContext, Draw } from './context.ts';
import { dayOf } from './times.ts';

/**
 * One value of a combination: itself, or what stands for it.
 *
 * - `{ after }`: a time, so many milliseconds after the reference time
 * - `{ days }`: a date, so many days after that of the reference time
 * - `{ pattern }`: any text of a regular expression
 * - `{ kept: true }`: any value but null, as the column has otherwise
 * - `{ value }`: a value of JSON that is an object
 */
export type Cell =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | readonly unknown[]
  | { readonly after: number }
  | { readonly days: number }
  | { readonly pattern: string }
  | { readonly kept: true }
  | { readonly value: unknown };

/** A cell with the combinations that go on from it. */
interface Branch {
  readonly cell: Cell;
  /** How many there are. */
  count: number;
  readonly next: Map<string, Branch>;
}

/**
 * Columns whose values go together, as checks demand: each takes a value that goes with those of the columns before it,
 * however they were given. Where none does, it takes any.
 *
 * Gives a function of a column, and of what it has where a combination says `{ kept: true }`.
 *
 * @example
 * const checked = combinations(['state', 'endedAt'], [
 *   ['open', null],
 *   ['closed', { after: -3_600_000 }],
 * ]);
 * checked('state'); // for the column of that name
 */
export function combinations(
  properties: readonly string[],
  rows: readonly (readonly Cell[])[],
): (property: string, usual?: Draw) => Draw {
  const root = treeOf(rows);
  return (property, usual = () => null) => {
    const before = properties.slice(0, properties.indexOf(property));
    return (context) => cellValue(pick(branchesFor(root, before, context), context).cell, context, usual);
  };
}

function treeOf(rows: readonly (readonly Cell[])[]): Map<string, Branch> {
  const root = new Map<string, Branch>();
  for (const row of rows) {
    let level = root;
    for (const cell of row) {
      const key = keyOf(cell);
      const branch: Branch = level.get(key) ?? { cell, count: 0, next: new Map() };
      branch.count++;
      level.set(key, branch);
      level = branch.next;
    }
  }
  return root;
}

/** Equal for cells that are the same. */
export function keyOf(cell: Cell): string {
  if (isTagged(cell)) return JSON.stringify(cell);
  return JSON.stringify({ value: typeof cell === 'bigint' ? Number(cell) : cell });
}

type Tagged = Exclude<Cell, string | number | bigint | boolean | null | Date | readonly unknown[]>;

/** Whether something stands for values, instead of being one. */
export const isTagged = (cell: Cell): cell is Tagged =>
  cell instanceof Object && !Array.isArray(cell) && !(cell instanceof Date);

/** The branches that go with the values of a row; any of that depth where those values are in no combination. */
function branchesFor(
  root: ReadonlyMap<string, Branch>,
  before: readonly string[],
  { row, now }: ColumnContext,
): ReadonlyMap<string, Branch> {
  let level = root;
  for (const property of before) {
    const value = row[property] ?? null;
    const [any, ...others] = level.values();
    const found =
      keysFor(value, now)
        .map((key) => level.get(key))
        .find((branch) => branch !== undefined) ?? [any, ...others].find((branch) => isPattern(branch?.cell));
    level = (found ?? any)?.next ?? level;
  }
  return level;
}

const isPattern = (cell: Cell | undefined): boolean =>
  cell !== undefined && isTagged(cell) && 'pattern' in cell;

/** The keys of cells that a value of a row may be of, the narrowest first. */
function keysFor(value: unknown, now: Date): readonly string[] {
  if (value === null) return [keyOf(null)];
  // What is told apart from others by its own content: values of JSON stand for themselves.
  const own = (isTagged(value as Cell) ? { value } : value) as Cell;
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  return [
    ...(value instanceof Date ? [keyOf({ after: value.getTime() - now.getTime() })] : []),
    ...(isDay ? [keyOf({ days: daysAfter(value, now) })] : []),
    keyOf(own),
    keyOf({ kept: true }),
  ];
}

/** How many days after that of a time a day is. */
export const daysAfter = (day: string, now: Date): number =>
  Math.round((Date.parse(day) - Date.parse(dayOf(now))) / DAY);

function pick(level: ReadonlyMap<string, Branch>, { random }: ColumnContext): Branch {
  const branches = [...level.values()];
  let place = random.unit() * branches.reduce((sum, { count }) => sum + count, 0);
  for (const branch of branches) {
    place -= branch.count;
    if (place < 0) return branch;
  }
  return random.pick(branches);
}

function cellValue(cell: Cell, context: ColumnContext, usual: Draw): unknown {
  if (isTagged(cell) && 'kept' in cell) return usual(context);
  return isTagged(cell) && 'pattern' in cell
    ? context.fake.helpers.fromRegExp(cell.pattern)
    : settledValue(cell, context.now);
}

/** The value of a cell that stands for one alone. */
export function settledValue(cell: Cell, now: Date): unknown {
  if (!isTagged(cell)) return cell;
  if ('after' in cell) return after(now, cell.after);
  if ('days' in cell) return dayOf(after(now, cell.days * DAY));
  return 'value' in cell ? cell.value : undefined;
}
