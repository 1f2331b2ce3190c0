/** SQL for checks over one column, as PostgreSQL prints it back without a difference. */

export const isOneOf = (column: string, values: readonly string[]): string =>
  `${column} in (${values.map((value) => `'${value}'`).join(', ')})`;

export const isNotBlank = (column: string): string => `btrim(${column}) <> ''`;
