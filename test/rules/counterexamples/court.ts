import type pg from 'pg';
import { type Attempt, attempt } from '../../../src/bind/attempt.ts';
import { type Counterexample, counterexample } from '../../../src/bind/counterexample.ts';
import { course } from '../../../src/domains.ts';
import { tablesOf } from '../../../src/load/table.ts';
import { catalogue } from '../../../src/rules/catalogue.ts';
import { passes, passQuery } from '../../../src/rules/pass.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { verify } from '../../../src/rules/verify.ts';
import { removal } from './removal.ts';

export const rules = catalogue(course);
const tables = tablesOf(course);

const examples = new Map<Rule, Counterexample>();

function exampleOf(rule: Rule): Counterexample {
  const example = examples.get(rule) ?? counterexample(course, rule);
  examples.set(rule, example);
  return example;
}

/** What is wrong with what a database does about a rule's counterexample; undefined where nothing is. */
export type Fault = (
  client: pg.ClientBase,
  rule: Rule,
  changes?: readonly string[],
) => Promise<string | undefined>;

/** The database is to answer as the counterexample says; what it takes, a semantic rule's query is to find. */
export const answerFault: Fault = async (client, rule, changes = []) => {
  const example = exampleOf(rule);
  const { answer, by, also } = example;
  const { said, found } = await hear(client, example, changes, answer.refused ? undefined : byVerify);
  if (answer.refused) {
    const isBy = said.refused && said.rule === by && said.sqlstate === answer.sqlstate;
    return isBy && said.constraint === answer.constraint
      ? undefined
      : `not refused by ${by}, but ${saying(said)}`;
  }
  if (said.refused) return `not taken, but ${saying(said)}`;
  const corrected = Object.keys(said.corrected);
  if (!areSame(corrected, answer.corrected)) return `stored otherwise: ${corrected}`;
  const semantic = [rule.name, ...also].filter((name) => ruleOf(name).enforcement === 'S');
  return areSame(found, semantic) ? undefined : `found by ${found}`;
};

/** Where nothing holds the breach up, the rule's own query is to find it, and no other's. */
export const queryFault: Fault = async (client, rule) => {
  if (rule.enforcement === 'S') return undefined;
  const example = exampleOf(rule);
  const broken = [rule.name, ...example.also];
  const gone = new Set([...broken, example.by]);
  const { said, found } = await hear(client, example, removals(gone), byQueries);
  if (said.refused) return `without ${[...gone]}: ${saying(said)}`;
  return areSame(found, broken) ? undefined : `without ${[...gone]}: found by ${found}`;
};

/** Where another rule answers in this one's place, this one is to answer without it. */
export const turnFault: Fault = async (client, rule, changes = []) => {
  const example = exampleOf(rule);
  if (example.by === rule.name) return undefined;
  const { said } = await hear(client, example, [...changes, ...removals([example.by])]);
  return said.refused && said.rule === rule.name ? undefined : `without ${example.by}: ${saying(said)}`;
};

/** Resolves to the names of the rules that are broken. */
type Search = (client: pg.ClientBase) => Promise<readonly string[]>;

const byVerify: Search = async (client) => {
  const { violations } = await verify(client, course, { all: true });
  return violations.map(({ rule }) => rule.name);
};

const queries = passes(rules).map((pass) => ({ rules: pass.rules, text: passQuery(pass) }));

/** As `verify` looks for them, without all that it does around its queries, which takes longer than they do. */
const byQueries: Search = async (client) => {
  const found: string[] = [];
  for (const { rules: some, text } of queries) {
    const { rows } = await client.query<boolean[]>({ text, rowMode: 'array' });
    found.push(...some.filter((_, i) => rows[0]?.[i]).map(({ name }) => name));
  }
  return found;
};

/** Tries a counterexample after some changes of the schema, searches where it was taken, and rolls everything back. */
async function hear(
  client: pg.ClientBase,
  example: Counterexample,
  changes: readonly string[],
  search?: Search,
): Promise<{ said: Attempt; found: readonly string[] }> {
  await client.query('begin');
  try {
    for (const statement of changes) await client.query(statement);
    const send = async (sql: string, values: readonly unknown[]) =>
      (await client.query<Record<string, unknown>>(sql, [...values])).rows;
    const said = await attempt(send, example, { tables, rules });
    return { said, found: said.refused || !search ? [] : await search(client) };
  } finally {
    await client.query('rollback');
  }
}

const removals = (names: Iterable<string>): string[] => [...names].flatMap((name) => removal(ruleOf(name)));

function ruleOf(name: string): Rule {
  const rule = rules.find((one) => one.name === name);
  if (!rule) throw new Error(`no rule ${name}`);
  return rule;
}

const saying = (said: Attempt): string =>
  said.refused
    ? `refused by ${said.rule} (${said.sqlstate} ${said.constraint}: ${said.message})`
    : `taken, stored otherwise: ${Object.keys(said.corrected)}`;

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].sort().join() === [...others].sort().join();
