import type { Constraint } from './constraints.ts';

/** Whether what one constraint demands follows from another; names do not matter. */
export function proves(live: Constraint, wanted: Constraint): boolean {
  if (live.table !== wanted.table) return false;
  switch (wanted.kind) {
    case 'not null':
      return live.kind === 'not null' && live.column === wanted.column;
    case 'length':
      return live.kind === 'length' && live.column === wanted.column && live.limit <= wanted.limit;
    case 'enum':
      return (
        live.kind === 'enum' &&
        live.column === wanted.column &&
        live.values.every((value) => wanted.values.includes(value))
      );
    case 'generated':
      return (
        live.kind === 'generated' &&
        live.column === wanted.column &&
        isSameExpression(live.expression, wanted.expression)
      );
    case 'check':
      return live.kind === 'check' && isSameExpression(live.expression, wanted.expression);
    case 'unique':
      return (
        live.kind === 'unique' &&
        areSame([...live.columns].sort(), [...wanted.columns].sort()) &&
        (live.where === undefined || isSameExpression(live.where, wanted.where ?? ''))
      );
    case 'foreign key':
      return (
        live.kind === 'foreign key' &&
        live.references.table === wanted.references.table &&
        areSame(pairs(live).sort(), pairs(wanted).sort())
      );
  }
}

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each, i) => each === others[i]);

const pairs = ({ columns, references }: Extract<Constraint, { kind: 'foreign key' }>): string[] =>
  columns.map((column, i) => `${column} → ${references.columns[i]}`);

const isSameExpression = (one: string, other: string): boolean => plain(one) === plain(other);

/** An expression without what PostgreSQL adds or changes when it prints one again. */
function plain(expression: string): string {
  // Literals stand at the odd places.
  const parts = expression.split(/('(?:[^']|'')*')/);
  return parts
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part
            .toLowerCase()
            .replace(
              /::\s*(character varying|double precision|timestamp with time zone|[\w."]+)(\(\d+\))?(\[\])?/g,
              '',
            )
            .replace(/[\s()"]/g, ''),
    )
    .join('')
    .replace(/=anyarray\[(.*?)\]/g, 'in$1');
}
