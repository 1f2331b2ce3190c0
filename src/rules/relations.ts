import pg from 'pg';
import { declaredConstraints } from '../database/constraints.ts';
import { inPublic } from '../database/in-public.ts';
import type { LiveConstraint } from '../database/live-constraints.ts';
import type { Schema } from '../entities/schema.ts';
import type { Rule, Violations } from './rule.ts';

const { escapeIdentifier: quoted } = pg;

/** SQL of what is read in the place of a table, by its name in `public`. It has the same columns. */
export type Relations = ReadonlyMap<string, string>;

/** A rule that reads other relations than the tables that it names. */
export function reading({ violations, ...rule }: Rule, relations: Relations): Rule {
  const { from, joins, broken, right } = violations;
  const own = relations.get(rule.table);
  const all: Violations = {
    ...(from !== undefined && { from: replaced(from, relations) }),
    ...(from === undefined && own !== undefined && { from: `${own} as ${quoted(rule.table)}` }),
    ...(joins && { joins: joins.map((join) => replaced(join, relations)) }),
    broken: replaced(broken, relations),
    right: replaced(right, relations),
  };
  return { ...rule, violations: all };
}

/** What may come after a table that has no alias. */
const KEYWORDS =
  'on|using|where|join|left|right|full|inner|cross|natural|group|order|limit|offset|fetch|having|window|union|except|intersect|for|tablesample';

function replaced(sql: string, relations: Relations): string {
  let text = sql;
  for (const [table, relation] of relations) {
    const plain = /^[a-z_][a-z0-9_]*$/.test(table) ? `|${table}\\b` : '';
    const name = quoted(table).replace(/[$()*+.?[\\\]^{|}]/g, '\\$&') + plain;
    const pattern = new RegExp(
      `\\bpublic\\s*\\.\\s*(?:${name})(?!\\s*[.(])(?<alias>\\s+(?:as\\b|(?!(?:${KEYWORDS})\\b)[a-z_"]))?`,
      'gi',
    );
    text = text.replace(pattern, (_, alias?: string) => `${relation}${alias ?? ` as ${quoted(table)}`}`);
  }
  return text;
}

/**
 * Tables with an enum that lacks labels of the schema, read so that rules may speak of those labels: as texts.
 *
 * @param live the constraints of the database
 */
export async function enumsAsTexts(
  client: pg.ClientBase,
  schema: Schema,
  live: readonly LiveConstraint[],
): Promise<Relations> {
  const lacking = declaredConstraints(schema).filter(
    (one) =>
      one.kind === 'enum' &&
      live.some(
        (other) =>
          other.kind === 'enum' &&
          other.table === one.table &&
          other.column === one.column &&
          !one.values.every((value) => other.values.includes(value)),
      ),
  );
  if (lacking.length === 0) return new Map();
  const isText = ({ table, column }: { table: string; column: string }): boolean =>
    lacking.some((one) => one.kind === 'enum' && one.table === table && one.column === column);
  const { rows } = await client.query<{ table: string; column: string }>(columnQuery, [
    lacking.map(({ table }) => table),
  ]);
  return new Map(
    [...Map.groupBy(rows, ({ table }) => table)].map(([table, columns]) => {
      const list = columns.map((one) => {
        const column = quoted(one.column);
        return isText(one) ? `${column}::text as ${column}` : column;
      });
      return [table, `(select ${list.join(', ')} from ${inPublic(table)})`];
    }),
  );
}

const columnQuery = `
select c.relname as table, a.attname as column
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any ($1)
 order by c.relname, a.attnum`;
