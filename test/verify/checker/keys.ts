import { type Dataset, isGiven, type Row, rowsOf } from './dataset.ts';
import { compositeKeyName, foreignKeyName, primaryName, uniqueName } from './names.ts';
import type { Rule } from './rule.ts';
import type { Unique } from './schema/table.ts';
import { tables } from './schema/tables.ts';

function uniqueRule(table: string, name: string, unique: Unique): Rule {
  const { columns, whereNull, whereNotNull } = unique;
  const counts = (row: Row): boolean =>
    (whereNull === undefined || !isGiven(row[whereNull])) &&
    (whereNotNull === undefined || isGiven(row[whereNotNull]));
  const isAlike = (row: Row, other: Row): boolean =>
    columns.every((column) => isGiven(row[column]) && row[column] === other[column]);
  return {
    table,
    name,
    isBroken: (row, dataset) =>
      counts(row) &&
      rowsOf(dataset, table).some((other) => other !== row && counts(other) && isAlike(row, other)),
  };
}

interface Key {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
}

/** Whether all of a key's columns are given and lead nowhere. */
function leadsNowhere(dataset: Dataset, row: Row, { columns, table, references }: Key): boolean {
  const values = columns.map((column) => row[column]);
  return (
    values.every(isGiven) &&
    !rowsOf(dataset, table).some((parent) => references.every((name, i) => parent[name] === values[i]))
  );
}

/** Primary keys, unique columns and foreign keys. */
export const keyRules: readonly Rule[] = Object.entries(tables).flatMap(([table, one]) => [
  uniqueRule(table, primaryName(table), { columns: one.primary }),
  ...(one.uniques ?? []).map((unique) => uniqueRule(table, uniqueName(table, unique), unique)),
  ...Object.entries(one.columns).flatMap(([column, { references }]): Rule[] => {
    if (references === undefined) return [];
    const key = { columns: [column], table: references, references: ['id'] };
    return [
      {
        table,
        name: foreignKeyName(table, column),
        isBroken: (row, dataset) => leadsNowhere(dataset, row, key),
      },
    ];
  }),
  ...(one.keys ?? []).map(
    (key): Rule => ({
      table,
      name: compositeKeyName(table, key),
      isBroken: (row, dataset) => leadsNowhere(dataset, row, key),
    }),
  ),
]);
