import type pg from 'pg';
import { fullName } from '../entities/table-name.ts';
import { isDatabaseError } from './database-error.ts';

/** Expressions over the rows of a table. */
export interface Expressions {
  readonly table: string;
  readonly expressions: readonly string[];
}

/** Whether two SQL expressions over the rows of a table are the same. */
export type SameExpression = (table: string, one: string, other: string) => boolean;

/**
 * Compares SQL expressions as PostgreSQL understands them there: in whatever style they are written, with or without
 * parentheses and casts that change nothing. An expression that it does not understand equals none.
 *
 * Must run in a transaction. Nothing is written, and no row is read.
 */
export async function sameExpressions(
  client: pg.ClientBase,
  all: readonly Expressions[],
): Promise<SameExpression> {
  const printed = new Map<string, string>();
  const note = ({ table, expressions }: Expressions, forms: readonly string[]) => {
    for (const [i, form] of forms.entries()) printed.set(keyOf(table, expressions[i] ?? ''), form);
  };
  for (const { table, expressions } of all) {
    const together = { table, expressions };
    const forms = await print(client, together);
    if (forms) note(together, forms);
    else {
      for (const expression of expressions) {
        const alone = { table, expressions: [expression] };
        note(alone, (await print(client, alone)) ?? []);
      }
    }
  }
  return (table, one, other) => {
    const form = printed.get(keyOf(table, one));
    return form !== undefined && form === printed.get(keyOf(table, other));
  };
}

const keyOf = (table: string, expression: string): string => JSON.stringify([table, expression]);

interface Explained {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: { readonly Output?: readonly string[] } }];
}

/** The expressions as they stand in the plan of a query; undefined where one of them cannot be planned. */
async function print(
  client: pg.ClientBase,
  { table, expressions }: Expressions,
): Promise<readonly string[] | undefined> {
  if (expressions.length === 0) return [];
  const list = expressions.map((expression) => `(${expression})`).join(', ');
  await client.query('savepoint expressions');
  try {
    const { rows } = await client.query<Explained>(
      `explain (verbose, costs off, format json) select ${list} from ${fullName(table)}`,
    );
    await client.query('release expressions');
    return rows[0]?.['QUERY PLAN'][0].Plan.Output;
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    await client.query('rollback to expressions');
    return undefined;
  }
}
