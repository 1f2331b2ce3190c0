import { type ColumnPlace, typedValue } from './column-value.ts';
import type { ColumnContext, Draw } from './context.ts';
import { snakeCase } from './names.ts';
import { uniqueValue } from './unique-values.ts';

/**
 * Values as a column of that name and type has them in a derived factory: a mail address for `email`, a price for
 * `unit_price`. Names in the same row agree, and times follow each other.
 *
 * @param column with its table: what a `name` is, depends on that
 * @param type as PostgreSQL prints it
 * @example like('customer.email', 'character varying(60)')
 */
export function like(column: string, type: string): Draw {
  const named = columnOf(column, type);
  let draw: Draw | undefined;
  return (context) => {
    // Which columns a row has is known with the first one.
    draw ??= typedValue(named, placeOf(column, context));
    return draw ? draw(context) : null;
  };
}

/**
 * The same for a column of which no two rows have the same value: numbers count on, texts have the number of their row.
 *
 * @example unique('customer.email', 'character varying(60)')
 */
export function unique(column: string, type: string): Draw {
  const usual = like(column, type);
  return uniqueValue(columnOf(column, type), usual) ?? usual;
}

const columnOf = (column: string, type: string) => ({
  name: column.slice(column.indexOf('.') + 1),
  type,
  over: type,
  nullable: false,
});

/** The other columns of a row, by what they may be called in the database. */
function placeOf(column: string, { row }: ColumnContext): ColumnPlace {
  const before = new Map(Object.keys(row).map((property) => [snakeCase(property), property]));
  const columns = [...before.keys()].map((name) => ({ name }));
  return { table: { name: column.slice(0, column.indexOf('.')), columns }, before };
}
