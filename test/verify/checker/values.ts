import { enumName, lengthName, notNullName } from './names.ts';
import type { Rule } from './rule.ts';
import { tables } from './schema/tables.ts';

/** What is demanded of single values: that they are there, not too long, and among those of an enum. */
export const valueRules: readonly Rule[] = Object.entries(tables).flatMap(([table, { columns }]) =>
  Object.entries(columns).flatMap(([column, { nullable, length, values }]) => {
    const rules: Rule[] = [];
    if (!nullable) {
      rules.push({ table, name: notNullName(table, column), isBroken: (row) => row[column] === null });
    }
    if (length !== undefined) {
      rules.push({
        table,
        name: lengthName(table, column),
        isBroken: ({ [column]: value }) => typeof value === 'string' && [...value].length > length,
      });
    }
    if (values) {
      rules.push({
        table,
        name: enumName(table, column),
        isBroken: ({ [column]: value }) => typeof value === 'string' && !values.includes(value),
      });
    }
    return rules;
  }),
);
