import type pg from 'pg';
import type { Constraint } from './constraints.ts';
import { type SameExpression, sameExpressions } from './same-expression.ts';

/**
 * Of some constraints, those that follow from given ones in a database; names do not matter. Must run in a
 * transaction, which is not written in.
 *
 * @example
 * const live = await liveConstraints(client, course);
 * await implied(client, live.filter(({ validated }) => validated), declaredConstraints(course));
 */
export async function implied(
  client: pg.ClientBase,
  given: readonly Constraint[],
  wanted: readonly Constraint[],
): Promise<ReadonlySet<Constraint>> {
  const compared = Map.groupBy(wanted.filter(hasExpression), ({ table }) => table);
  const isSame = await sameExpressions(
    client,
    [...compared].map(([table, some]) => {
      const candidates = given.filter((one) => one.table === table);
      return { table, expressions: [...new Set([...some, ...candidates].flatMap(expressionOf))] };
    }),
  );
  return new Set(wanted.filter((one) => given.some((other) => proves(other, one, isSame))));
}

function expressionOf(constraint: Constraint): string[] {
  if (constraint.kind === 'check' || constraint.kind === 'generated') return [constraint.expression];
  return constraint.kind === 'unique' && constraint.where !== undefined ? [constraint.where] : [];
}

const hasExpression = (constraint: Constraint): boolean => expressionOf(constraint).length > 0;

/** Whether what one constraint demands follows from another. */
function proves(given: Constraint, wanted: Constraint, isSame: SameExpression): boolean {
  const { table } = wanted;
  if (given.table !== table) return false;
  switch (wanted.kind) {
    case 'not null':
      return given.kind === 'not null' && given.column === wanted.column;
    case 'length':
      return given.kind === 'length' && given.column === wanted.column && given.limit <= wanted.limit;
    case 'enum':
      return (
        given.kind === 'enum' &&
        given.column === wanted.column &&
        given.values.every((value) => wanted.values.includes(value))
      );
    case 'generated':
      return (
        given.kind === 'generated' &&
        given.column === wanted.column &&
        isSame(table, given.expression, wanted.expression)
      );
    case 'check':
      return given.kind === 'check' && isSame(table, given.expression, wanted.expression);
    case 'unique':
      // What is unique by itself stays so beside further columns.
      return (
        given.kind === 'unique' &&
        given.columns.every((column) => wanted.columns.includes(column)) &&
        (given.where === undefined || isSame(table, given.where, wanted.where ?? 'true'))
      );
    case 'foreign key':
      return given.kind === 'foreign key' && areSame(pairs(given).sort(), pairs(wanted).sort());
  }
}

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each, i) => each === others[i]);

function pairs({ columns, references }: Extract<Constraint, { kind: 'foreign key' }>): string[] {
  const { table, columns: theirs } = references;
  return columns.map((column, i) => JSON.stringify([column, table, theirs[i]]));
}
