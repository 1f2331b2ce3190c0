/** A column that holds a parent's key. */
export interface ParentStep {
  readonly column: string;
  readonly key: string;
  /** The parents through which it is found where it is not given. */
  readonly sources: readonly string[];
  /** The key where it is found nowhere. */
  readonly otherwise: string | null;
}

/** What a row is made of, in this order. */
export interface RowSteps {
  /** All columns, with what they are where nothing else is said. */
  readonly start: Readonly<Record<string, unknown>>;
  readonly parents: readonly ParentStep[];
  /** The columns that may be given as they are. */
  readonly values: readonly string[];
  /** The columns that are computed where they are not given. */
  readonly computed: readonly string[];
}

/**
 * The body of a function of `start`, `functions` and `streams` (those of the computed columns) and of `context`,
 * which returns the function of `address`, `given` and `transient` that makes a row.
 *
 * Each factory has code of its own because V8 is fast where it meets objects of one shape: see decision 16.
 */
export function rowCode({ start, parents, values, computed }: RowSteps): string {
  const columns = Object.keys(start).map((column) => `${name(column)}: start[${name(column)}]`);
  return `
    'use strict';
    ${computed.map((_, i) => `const call${i} = functions[${i}];`).join('\n')}
    return (address, given, transient) => {
      const row = { ${columns.join(', ')} };
      let value;
      ${parents.map(parentCode).join('\n')}
      ${values.map(valueCode).join('\n')}
      context.startRow(address, row, given, transient);
      ${computed.map(computedCode).join('\n')}
      return row;
    };`;
}

const name = (column: string): string => JSON.stringify(column);

function parentCode({ column, key, sources, otherwise }: ParentStep): string {
  const found = sources.map((source) => fieldCode(`given[${name(source)}]`, column));
  return `
    value = given[${name(column)}];
    row[${name(column)}] =
      value === undefined ? ${[...found, JSON.stringify(otherwise)].join(' ?? ')}
      : typeof value !== 'object' || value === null ? value
      : value[${name(key)}];`;
}

/** A field of what may be a row, a key, null or undefined. */
const fieldCode = (value: string, field: string): string =>
  `(typeof ${value} === 'object' ? ${value}?.[${name(field)}] : undefined)`;

const valueCode = (column: string): string => `
  value = given[${name(column)}];
  if (value !== undefined) row[${name(column)}] = value;`;

const computedCode = (column: string, i: number): string => `
  if (given[${name(column)}] === undefined) {
    context.startColumn(streams[${i}]);
    row[${name(column)}] = call${i}(context);
  }`;
