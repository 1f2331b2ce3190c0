import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import type { DatabaseError } from '../database/database-error.ts';
import { inPublic } from '../database/in-public.ts';
import { recordAsJson } from '../load/json.ts';
import { explainRefusal, refusedBy } from '../load/refusal.ts';
import type { Table } from '../load/table.ts';
import type { Rule } from '../rules/rule.ts';
import type { BreakingStatement, ColumnValues, Counterexample } from './counterexample.ts';

const { escapeIdentifier: quoted } = pg;

/** Sends a statement with its parameters, and resolves to the rows that come back. */
export type Send = (sql: string, values: readonly unknown[]) => Promise<readonly ColumnValues[]>;

/** What a database did about a breach. */
export type Attempt =
  | {
      readonly refused: true;
      /** The rule that answered; undefined where it is none of the domain's. */
      readonly rule: string | undefined;
      readonly sqlstate: string;
      readonly constraint: string | undefined;
      readonly message: string;
    }
  | {
      readonly refused: false;
      /** What it stored otherwise, by column, as JSON has it; empty where it took everything as it was. */
      readonly corrected: ColumnValues;
    };

interface Around {
  readonly tables: readonly Table[];
  readonly rules: readonly Rule[];
}

/**
 * Writes the rows of a counterexample and tries its breach. It has to happen in a transaction, which somebody
 * else rolls back; where the breach was refused, nothing else can be done in it.
 *
 * @throws LoadRefusedError where the rows before the breach are refused
 */
export async function attempt(send: Send, example: Counterexample, around: Around): Promise<Attempt> {
  try {
    // What waits for a commit would never be looked at.
    await send('set constraints all immediate', []);
    await set(send, example.settings);
    for (const { table, row } of example.rows) await run(send, { insert: table, row }, around.tables);
    await set(send, blank(example.settings));
    await set(send, example.breachSettings);
  } catch (error) {
    throw explainRefusal(error);
  }
  try {
    return { refused: false, corrected: await run(send, example.breach, around.tables) };
  } catch (error) {
    const refusal = refusedBy(error);
    if (!refusal || !isAboutRows(refusal)) throw explainRefusal(error);
    const { code, constraint, message } = refusal;
    const rule = answering(refusal, example.breach, around.rules)?.name;
    return { refused: true, rule, sqlstate: code, constraint, message };
  }
}

/** Data exceptions, integrity constraints, views with a check, and what triggers raise. */
const isAboutRows = ({ code }: DatabaseError): boolean => /^(22|23|44|P0)|^428C9$/.test(code);

const blank = (settings: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.keys(settings).map((name) => [name, '']));

async function set(send: Send, settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await send('select set_config($1, $2, true)', [name, value]);
  }
}

/** Runs a statement and resolves to the columns that are stored otherwise than it says. */
async function run(
  send: Send,
  statement: BreakingStatement,
  tables: readonly Table[],
): Promise<ColumnValues> {
  const name = tableOf(statement);
  const table = tables.find((one) => one.name === name);
  const types = new Map(
    [...(table?.columns ?? []), ...(table?.generated ?? [])].map((c) => [c.name, c.type]),
  );
  const values: unknown[] = [];
  const place = ([column, value]: [string, unknown]): string => {
    const isJson = /^jsonb?$/.test(types.get(column) ?? '') && value !== null;
    return `$${values.push(isJson ? JSON.stringify(value) : value)}`;
  };
  const target = inPublic(name);
  const where = (key: ColumnValues): string =>
    Object.entries(key)
      .map((entry) => `${quoted(entry[0])} = ${place(entry)}`)
      .join(' and ');
  if ('delete' in statement) {
    await send(`delete from ${target} where ${where(statement.key)}`, values);
    return {};
  }
  const given = 'insert' in statement ? statement.row : statement.set;
  const entries = Object.entries(given);
  const columns = entries.map(([column]) => quoted(column));
  const sql =
    'insert' in statement
      ? `insert into ${target} (${columns}) overriding system value values (${entries.map(place)})`
      : `update ${target} set ${entries.map((entry, i) => `${columns[i]} = ${place(entry)}`)} where ${where(statement.key)}`;
  const [row] = await send(`${sql} returning to_jsonb(${quoted(name)}.*) as stored`, values);
  const [same] = await send(`select to_jsonb(json_populate_record(null::${target}, $1)) as given`, [
    recordAsJson(given),
  ]);
  // Both are JSON objects by column.
  return differences(row?.['stored'] as ColumnValues, same?.['given'] as ColumnValues, Object.keys(given));
}

const differences = (stored: ColumnValues, given: ColumnValues, columns: readonly string[]): ColumnValues =>
  Object.fromEntries(
    columns.flatMap((column) =>
      isDeepStrictEqual(stored[column], given[column]) ? [] : [[column, stored[column]]],
    ),
  );

function tableOf(statement: BreakingStatement): string {
  if ('insert' in statement) return statement.insert;
  return 'update' in statement ? statement.update : statement.delete;
}

/** The rule that a refusal comes from. Values that a type does not take say nothing of their column. */
function answering(
  { code, table, constraint, column, message }: DatabaseError,
  statement: BreakingStatement,
  rules: readonly Rule[],
): Rule | undefined {
  if (constraint !== undefined && code !== '23502') {
    return rules.find((rule) => rule.name === constraint && (table === undefined || rule.table === table));
  }
  const name = tableOf(statement);
  const ofTable = rules.filter((rule) => rule.table === (table ?? name));
  const values = 'insert' in statement ? statement.row : 'update' in statement ? statement.set : {};
  return ofTable.find((rule) => {
    const it = rule.constraint;
    if (it === undefined || rule.answer?.sqlstate !== code) return false;
    if (it.kind === 'not null') return it.column === column;
    if (it.kind === 'generated') return message.includes(`"${it.column}"`);
    if (it.kind === 'length') return [...String(values[it.column] ?? '')].length > it.limit;
    return it.kind === 'enum' && it.column in values && !it.values.includes(String(values[it.column]));
  });
}
