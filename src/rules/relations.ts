import pg from 'pg';
import { declaredConstraints } from '../database/constraints.ts';
import type { LiveConstraint } from '../database/live-constraints.ts';
import type { Schema } from '../entities/schema.ts';
import { fullName, nameOfClass, partsOfName } from '../entities/table-name.ts';
import { isSameRow, type RewrittenTable } from '../load/rewritten.ts';
import type { Rule, Violations } from './rule.ts';

const { escapeIdentifier: quoted } = pg;

/** SQL of what is read in the place of a table, by its name. It has the same columns. */
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

/** A pattern for a name in SQL: quoted, or as it is where it needs no quotes. */
function writtenAs(name: string): string {
  const plain = /^[a-z_][a-z0-9_]*$/.test(name) ? `|\\b${name}\\b` : '';
  return `(?:${quoted(name).replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}${plain})`;
}

function replaced(sql: string, relations: Relations): string {
  let text = sql;
  for (const [table, relation] of relations) {
    const { schema, name } = partsOfName(table);
    const pattern = new RegExp(
      `${writtenAs(schema)}\\s*\\.\\s*${writtenAs(name)}(?!\\s*[.(])(?<alias>\\s+(?:as\\b|(?!(?:${KEYWORDS})\\b)[a-z_"]))?`,
      'gi',
    );
    text = text.replace(pattern, (_, alias?: string) => `${relation}${alias ?? ` as ${quoted(table)}`}`);
  }
  return text;
}

/**
 * What rules have to read instead of some tables: an enum that lacks labels of the schema as a text, so that rules may
 * speak of those labels, and what was sent instead of what the database has made of it.
 *
 * @param live the constraints of the database
 */
export async function relationsFor(
  client: pg.ClientBase,
  schema: Schema,
  live: readonly LiveConstraint[],
  stamped: readonly RewrittenTable[],
): Promise<Relations> {
  const lacking = enumsWithoutLabels(schema, live);
  const tables = [...lacking.map(({ table }) => table), ...stamped.map(({ table }) => table.name)];
  if (tables.length === 0) return new Map();
  const { rows } = await client.query<{ table: string; column: string }>(columnQuery, [tables]);
  return new Map(
    [...Map.groupBy(rows, ({ table }) => table)].map(([table, columns]) => {
      const rewritten = stamped.find((one) => one.table.name === table);
      const list = columns.map(({ column }) => {
        const name = quoted(column);
        if (lacking.some((one) => one.table === table && one.column === column)) {
          return `stored.${name}::text as ${name}`;
        }
        if (!rewritten?.columns.includes(column)) return `stored.${name}`;
        const key = quoted(rewritten.table.primary[0] ?? '');
        return `case when sent.${key} is null then stored.${name} else sent.${name} end as ${name}`;
      });
      const join = rewritten ? ` left join ${rewritten.copy} as sent on ${isSameRow(rewritten.table)}` : '';
      return [table, `(select ${list.join(', ')} from ${fullName(table)} as stored${join})`];
    }),
  );
}

/** The columns whose enum in the database has not all labels. */
const enumsWithoutLabels = (schema: Schema, live: readonly LiveConstraint[]) =>
  declaredConstraints(schema).flatMap((one) => {
    if (one.kind !== 'enum') return [];
    const { table, column, values } = one;
    const isLacking = live.some(
      (other) =>
        other.kind === 'enum' &&
        other.table === table &&
        other.column === column &&
        !values.every((value) => other.values.includes(value)),
    );
    return isLacking ? [{ table, column }] : [];
  });

const columnQuery = `
select ${nameOfClass('c')} as table, a.attname as column
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where c.relkind in ('r', 'p') and ${nameOfClass('c')} = any ($1)
 order by c.relname, a.attnum`;
