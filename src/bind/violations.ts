import { isDeepStrictEqual } from 'node:util';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { type DatabaseError, tableOfError } from '../database/database-error.ts';
import type { Domain } from '../domain.ts';
import { fullName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { recordAsJson } from '../load/json.ts';
import { explainRefusal, refusedBy } from '../load/refusal.ts';
import { type Table, tablesOf } from '../load/table.ts';
import { Address, type Origin } from '../random/address.ts';
import { ruleNamed } from '../rules/named.ts';
import type { Rule } from '../rules/rule.ts';
import { rulesOf } from '../rules/rules-of.ts';
import {
  type BreakingStatement,
  type ColumnValues,
  type Counterexample,
  counterexampleAt,
} from './counterexample.ts';
import type { Database } from './database.ts';
import { Transaction } from './transaction.ts';

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

/** What the answer of a database is understood by. */
interface Known {
  readonly tables: readonly Table[];
  readonly rules: readonly Rule[];
}

/**
 * Writes the rows of a counterexample and tries its breach. It has to happen in a transaction that is rolled
 * back then; where the breach was refused, nothing else can be done in it.
 *
 * @throws LoadRefusedError where the rows before the breach are refused
 */
export async function attempt(
  send: Send,
  example: Counterexample,
  { tables, rules }: Known,
): Promise<Attempt> {
  try {
    // What waits for a commit would never be looked at.
    await send('set constraints all immediate', []);
    await set(send, example.settings);
    for (const { table, row } of example.rows) await run(send, { insert: table, row }, tables);
    await set(send, blank(example.settings));
    await set(send, example.breachSettings);
  } catch (error) {
    throw explainRefusal(error);
  }
  try {
    return { refused: false, corrected: await run(send, example.breach, tables) };
  } catch (error) {
    const refusal = refusedBy(error);
    if (!refusal || !isAboutRows(refusal)) throw explainRefusal(error);
    const { code, constraint, message } = refusal;
    const rule = answering(refusal, example.breach, rules)?.name;
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
  const target = fullName(name);
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
      ? `insert into ${target} as stored (${columns}) overriding system value values (${entries.map(place)})`
      : `update ${target} as stored set ${entries.map((entry, i) => `${columns[i]} = ${place(entry)}`)} where ${where(statement.key)}`;
  const [row] = await send(`${sql} returning to_jsonb(stored.*) as stored`, values);
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
  refusal: DatabaseError,
  statement: BreakingStatement,
  rules: readonly Rule[],
): Rule | undefined {
  const { code, constraint, column, message } = refusal;
  const table = tableOfError(refusal);
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

/** A counterexample that can be tried where the factories are bound to. */
export interface BoundCounterexample extends Counterexample {
  /**
   * Writes the rows, tries the breach and rolls everything back: to a savepoint where a transaction is open,
   * else there is one for it. Nothing stays behind; numbers that sequences have given stay given.
   *
   * @throws LoadRefusedError where the rows before the breach are refused already
   */
  attempt(): Promise<Attempt>;
}

/** Breaks the rules of a domain on purpose, for one binding. */
export class Violations {
  readonly #domain: Domain;
  readonly #database: Database;
  readonly #origin: Origin;
  #known: readonly Rule[] | undefined;
  #count = 0;

  /** @param origin that of the binding */
  constructor(domain: Domain, database: Database, origin: Origin) {
    this.#domain = domain;
    this.#database = database;
    this.#origin = origin;
  }

  /** @throws `unknown_rule`, `rule_of_other_table`, `counterexample_missing` */
  of({ entity, name: factory }: AnyFactory, meant: string | Rule): BoundCounterexample {
    const name = typeof meant === 'string' ? meant : meant.name;
    const rules = this.#rules();
    const own = rules.filter((rule) => rule.entity === entity);
    const other = rules.find((rule) => rule.name === name);
    if (other && !own.some((rule) => rule.name === name)) {
      const theirs = Object.values(this.#domain.factories).find((one) => one.entity === other.entity);
      const owner = theirs?.name ?? other.table;
      throw new SeedbedError('rule_of_other_table', {
        message: `The rule '${name}' is not about rows of ${factory}, but of ${owner}.`,
        hint: `Call ${owner}.violating('${name}').`,
        details: { rule: name, factory },
      });
    }
    const rule = ruleNamed(own, name, this.#domain.name);
    // Apart from the rows that the binding creates, and from those of its other counterexamples.
    const root = Address.root({ ...this.#origin, namespace: `x${this.#count}${this.#origin.namespace}` });
    const example = counterexampleAt(root, this.#domain, rule, rules);
    this.#count++;
    return { ...example, attempt: () => this.#attempt(example) };
  }

  #rules(): readonly Rule[] {
    this.#known ??= rulesOf(this.#domain);
    return this.#known;
  }

  async #attempt(example: Counterexample): Promise<Attempt> {
    const { em, queue } = this.#database;
    const known = { tables: tablesOf(this.#domain), rules: this.#rules() };
    return await queue.run(async () => {
      const transaction = await Transaction.begin(em);
      let said: Attempt;
      try {
        said = await attempt(sendOn(transaction.em), example, known);
      } catch (error) {
        // Where the connection is lost, there is nothing left to roll back.
        await transaction.rollBack().catch(() => {});
        throw error;
      }
      await transaction.rollBack();
      return said;
    });
  }
}

/** Not the ORM's own `execute`, which would write the parameters into the statement. */
const sendOn =
  (em: SqlEntityManager): Send =>
  async (sql, values) => {
    const { rows } = await em.getKysely().executeQuery(CompiledQuery.raw(sql, [...values]));
    // Every statement that is sent here gives rows of columns.
    return rows as Awaited<ReturnType<Send>>;
  };
