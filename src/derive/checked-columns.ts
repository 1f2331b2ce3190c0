import { cellIn } from './admitted.ts';
import { type Cell, combinations, isTagged, keyOf } from './combinations.ts';
import type { Draw } from './context.ts';
import { columnNamed } from './keys.ts';
import { literal, textLiteral } from './literal.ts';
import { type Expression, type SourceFile, sourceOf, withSource } from './source.ts';
import type { Admitted, TableStructure } from './structure.ts';

/**
 * The functions of the columns that checks are about: each takes a value that was admitted with those of the columns before
 * it.
 *
 * @param usual what a column has where any value but null will do
 */
export function checkedColumns(
  table: TableStructure,
  { columns, rows }: Admitted,
  { propertyOf, usual }: { propertyOf: (column: string) => string; usual: (column: string) => Draw },
): ReadonlyMap<string, Draw> {
  const described = columns.map((name) => columnNamed(table, name));
  const cells = rows.map((row) =>
    row.flatMap((cell, i) => (described[i] ? [cellIn(described[i], cell)] : [])),
  );
  const drawFor = combinations(columns.map(propertyOf), cells);
  const groups = groupsOf(table, columns);
  return new Map(
    columns.map((name) => {
      const group = groups.find((some) => some.includes(name)) ?? [name];
      const places = group.map((one) => columns.indexOf(one));
      const draw = usual(name);
      const expression: Expression = (file) =>
        checkedSource({ group, cells, places, propertyOf }, { name, draw }, file);
      return [name, withSource(drawFor(propertyOf(name), draw), expression)];
    }),
  );
}

/** The columns that checks tie together, directly or through others: what one group has says nothing about another. */
function groupsOf({ checks }: TableStructure, columns: readonly string[]): readonly (readonly string[])[] {
  const groups = columns.map((name) => new Set([name]));
  for (const check of checks) {
    const [first, ...others] = groups.filter((group) => check.columns.some((name) => group.has(name)));
    for (const other of others) {
      for (const name of other) first?.add(name);
      groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups.map((group) => columns.filter((name) => group.has(name)));
}

interface Group {
  readonly group: readonly string[];
  readonly cells: readonly (readonly Cell[])[];
  /** Of its columns among the cells of a row. */
  readonly places: readonly number[];
  readonly propertyOf: (column: string) => string;
}

/** A list of values where the column stands alone and has some; otherwise one of combinations, which are written once. */
function checkedSource(
  { group, cells, places, propertyOf }: Group,
  { name, draw }: { readonly name: string; readonly draw: Draw },
  file: SourceFile,
): string {
  const rows = [
    ...new Map(
      cells.map((row) => {
        const some = places.map((place) => row[place] ?? null);
        return [some.map(keyOf).join(), some];
      }),
    ).values(),
  ];
  const values = rows.flat();
  if (group.length === 1) {
    if (!values.some(isTagged)) return `({ random }) => random.pick(${literal(values)})`;
    const [only] = values;
    // As it is otherwise, and that is null at times where it may be.
    if (values.every((cell) => cell === null || isTag(cell, 'kept'))) return sourceOf(draw, file);
    if (values.length === 1 && isTag(only, 'pattern'))
      return `({ fake }) => fake.helpers.fromRegExp(${literal(Object(only).pattern)})`;
  }
  const constant = file.constant(group, () => {
    file.use('combinations');
    const lines = rows.map((row) => `  [${row.map(literal).join(', ')}],\n`);
    return `combinations(${literal(group.map(propertyOf))}, [\n${lines.join('')}])`;
  });
  const isKept = rows.some((row) => isTag(row[group.indexOf(name)], 'kept'));
  return `${constant}(${textLiteral(propertyOf(name))}${isKept ? `, ${sourceOf(draw, file)}` : ''})`;
}

const isTag = (cell: Cell | undefined, tag: string): boolean =>
  cell !== undefined && isTagged(cell) && tag in cell;
