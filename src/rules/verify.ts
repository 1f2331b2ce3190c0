import type pg from 'pg';
import { type Absence, absencesFrom } from '../database/absences.ts';
import { implied } from '../database/constraint-implication.ts';
import { declaredConstraints } from '../database/constraints.ts';
import { ownClient, type PgClient } from '../database/given-connection.ts';
import { liveConstraints } from '../database/live-constraints.ts';
import { isOwnSchema } from '../database/own-schema.ts';
import { sessionSettings } from '../database/session-settings.ts';
import { underSettings } from '../database/setting.ts';
import { fullName } from '../entities/table-name.ts';
import { hasCode } from '../errors/error.ts';
import type { RewrittenTable } from '../load/rewritten.ts';
import { isAmong, type RowKeys } from '../load/staying.ts';
import { askableRules, type LeftOutRule } from './askable.ts';
import { ruleNamed } from './named.ts';
import { type Pass, passes, passQuery, violationsQuery } from './pass.ts';
import { explainRefusal } from './refusal.ts';
import { reading, relationsFor } from './relations.ts';
import type { Rule, RuledSchema } from './rule.ts';
import { rulesOf } from './rules-of.ts';

/** How many of the rows that break a rule are shown. */
const SHOWN = 5;

export interface VerifyOptions {
  /** The names of the rules to check; all of them where left out. */
  readonly rules?: readonly string[];
  /** Whether to look for rows also where a constraint already promises that there are none. */
  readonly all?: boolean;
  /** Hears which table is gone through next, and how much of the work is done: from 0 to 1. */
  readonly onProgress?: (table: string, done: number) => void;
}

/** A row that breaks a rule. */
export interface ViolatingRow {
  /** The values of its key, by column. */
  readonly key: Readonly<Record<string, unknown>>;
  /** What would be right. */
  readonly right: string;
}

export interface Violation {
  readonly rule: Rule;
  /** How many rows break it. */
  readonly rows: number;
  /** The first of them by key. */
  readonly first: readonly ViolatingRow[];
}

export interface VerifyResult {
  /** The rules that a validated constraint of the database promises. */
  readonly proven: readonly Rule[];
  /** The rules that were looked for. */
  readonly checked: readonly Rule[];
  /** The rules about tables and columns that are not there as declared: whether rows break them cannot be told. */
  readonly leftOut: readonly LeftOutRule[];
  /** Those tables and columns; empty where the database has all of them. */
  readonly absences: readonly Absence[];
  /** What was found; empty where all is well. */
  readonly violations: readonly Violation[];
}

/**
 * Checks all rows of a database against the rules of a domain, each table in one pass, at one moment: in a
 * read-only transaction of its own, or in the one that is open. Nothing is written, and the memory needed
 * here does not grow with the data. Rules about what the database does not have are left out, and told.
 *
 * Where row security would hide rows from the user, that is an error: the result would be about some rows only.
 *
 * @throws `unknown_rule`; `not_migrated` where no table is there; `verify_refused` where PostgreSQL does not
 * let us look, `connection_lost`
 * @example
 * const { violations } = await verify(client, course);
 * violations.map(({ rule, rows }) => `${rule.name}: ${rows}`);
 */
export async function verify(
  connection: PgClient,
  domain: RuledSchema,
  options: VerifyOptions = {},
): Promise<VerifyResult> {
  const client = ownClient(connection);
  const own = client.getTransactionStatus() === 'I';
  try {
    if (own) await client.query('begin isolation level repeatable read, read only');
    return await underSettings(client, settings, () => verifyHere(client, domain, options));
  } catch (error) {
    throw explainRefusal(error);
  } finally {
    // On a lost connection there is nothing to end.
    if (own) await client.query('rollback').catch(() => {});
  }
}

/**
 * As `verify`, in the transaction that is open, for rows that have just been sent: where the database has set other
 * values, those that were sent are judged. Rows that stay, whatever is sent, are not judged.
 */
export async function verifySent(
  client: pg.ClientBase,
  domain: RuledSchema,
  sent: Sent,
): Promise<VerifyResult> {
  try {
    return await underSettings(client, settings, () => verifyHere(client, domain, {}, sent));
  } catch (error) {
    throw explainRefusal(error);
  }
}

/** What was sent to a database that holds rows of others too. */
interface Sent {
  readonly stamped: readonly RewrittenTable[];
  readonly staying: RowKeys;
}

async function verifyHere(
  client: pg.ClientBase,
  domain: RuledSchema,
  { rules: names, all = false, onProgress }: VerifyOptions,
  { stamped, staying }: Sent = { stamped: [], staying: new Map() },
): Promise<VerifyResult> {
  const absences = await absencesFrom(client, domain);
  const live = await liveConstraints(client, domain);
  const ours = await implied(client, declaredConstraints(domain), live);
  const theirs = live.filter((one) => !ours.has(one));
  const rules = named(rulesOf(domain, theirs), names, domain.name);
  const wanted = rules.flatMap(({ constraint }) => constraint ?? []);
  const validated = live.filter((one) => one.validated);
  const promised = all ? undefined : await implied(client, validated, wanted);
  // What a constraint promises is that of rows as they are stored.
  const isStored = ({ table }: Rule): boolean => !stamped.some((one) => one.table.name === table);
  const isProven = (rule: Rule): boolean =>
    rule.constraint !== undefined && promised?.has(rule.constraint) === true && isStored(rule);
  const stated = (domain.rules ?? []).filter((rule) => rule.violations !== undefined);
  const isTheirs = ({ constraint }: Rule): boolean => theirs.some((one) => one === constraint);
  const isOwn = (rule: Rule): boolean =>
    isOwnSchema(domain) &&
    (rule.constraint !== undefined
      ? !isTheirs(rule)
      : stated.some(({ name, entity }) => name === rule.name && entity === rule.entity));
  const relations = await relationsFor(client, domain, live, stamped);
  const read = (rule: Rule): Rule => (isTheirs(rule) ? rule : reading(rule, relations));
  const unproven = rules.filter((rule) => !isProven(rule));
  const { askable, leftOut } = await askableRules(client, unproven, absences, read);
  const violations = await violationsOf(client, askable, { read, isOwn, staying, onProgress });
  return { proven: rules.filter(isProven), checked: askable, leftOut, absences, violations };
}

function named(
  rules: readonly Rule[],
  names: readonly string[] | undefined,
  domain: string,
): readonly Rule[] {
  if (!names) return rules;
  for (const name of names) ruleNamed(rules, name, domain);
  return rules.filter(({ name }) => names.includes(name));
}

/** Nothing that others have put into a schema is called by its bare name, and every row must be seen. */
const settings = { search_path: sessionSettings.search_path, row_security: 'off' };

interface Looked {
  /** The rule as it reads this database. */
  readonly read: (rule: Rule) => Rule;
  readonly isOwn: (rule: Rule) => boolean;
  readonly staying: RowKeys;
  readonly onProgress: VerifyOptions['onProgress'];
}

async function violationsOf(
  client: pg.ClientBase,
  rules: readonly Rule[],
  { read, onProgress, ...looked }: Looked,
): Promise<Violation[]> {
  const violations: Violation[] = [];
  const stated = new Map(rules.map((rule) => [read(rule), rule]));
  const all = passes([...stated.keys()]);
  const sizes = await sizesOf(client, all);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let done = 0;
  for (const [i, pass] of all.entries()) {
    onProgress?.(pass.table, done / total);
    done += sizes[i] ?? 0;
    violations.push(...(await violationsIn(client, pass, looked)));
  }
  return violations.map(({ rule, ...found }) => ({ rule: stated.get(rule) ?? rule, ...found }));
}

/** About how many rows each pass goes through. */
async function sizesOf(client: pg.ClientBase, all: readonly Pass[]): Promise<readonly number[]> {
  const { rows } = await client.query<{ rows: number }>(
    `select greatest(reltuples, 1)::float8 as rows
       from unnest($1::text[]) with ordinality as pass (name, place)
       join pg_class on oid = to_regclass(name) order by place`,
    [all.map(({ table }) => fullName(table))],
  );
  return rows.map((one) => one.rows);
}

async function violationsIn(
  client: pg.ClientBase,
  pass: Pass,
  { isOwn, staying }: Pick<Looked, 'isOwn' | 'staying'>,
): Promise<Violation[]> {
  const run = async <R extends pg.QueryResultRow>(
    sql: string,
    rules: readonly Rule[],
  ): Promise<readonly R[]> => {
    try {
      return (await client.query<R>(sql)).rows;
    } catch (error) {
      throw explainRefusal(error, { table: pass.table, rules, sql, isOwn });
    }
  };
  const ask = (rules: readonly Rule[]) => run<Record<string, boolean>>(passQuery({ ...pass, rules }), rules);
  if (pass.rules.some(isOwn)) await client.query('savepoint seedbed_pass');
  const [found] = await ask(pass.rules).catch(async (error: unknown) => {
    if (!hasCode(error, 'verify_refused') || !pass.rules.some(isOwn)) throw error;
    // Of what fails as it runs PostgreSQL does not say where: each rule is asked alone.
    await client.query('rollback to savepoint seedbed_pass');
    for (const rule of pass.rules) await ask([rule]);
    throw error;
  });
  const violations: Violation[] = [];
  for (const [i, rule] of pass.rules.entries()) {
    if (found?.[i] !== true) continue;
    const rows = await run<ViolatingRecord>(violatingQuery(rule, staying), [rule]);
    if (rows.length > 0) violations.push(violationOf(rule, rows));
  }
  return violations;
}

/** The first rows that break a rule, and with each how many there are. */
function violatingQuery(rule: Rule, staying: RowKeys): string {
  const others = isAmong(staying, { name: rule.table, primary: rule.primary }, 'broken');
  const keys = rule.primary.map((_, i) => i + 1);
  // A join that finds several rows, where a key is not unique, makes no further violations.
  return `select *, count(*) over () as rows
       from (select distinct on (${keys}) * from (${violationsQuery(rule)}) as broken where not ${others} order by ${keys}) as once
      limit ${SHOWN}`;
}

type ViolatingRecord = Record<string, unknown> & { readonly right: string; readonly rows: string };

const violationOf = (rule: Rule, rows: readonly ViolatingRecord[]): Violation => ({
  rule,
  rows: Number(rows[0]?.rows ?? 0),
  first: rows.map(({ right, rows: _, ...key }) => ({ key, right })),
});
