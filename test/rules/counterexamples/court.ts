import type pg from 'pg';
import { type Attempt, attempt } from '../../../src/bind/attempt.ts';
import { type Counterexample, counterexample } from '../../../src/bind/counterexample.ts';
import { course } from '../../../src/domains.ts';
import { tablesOf } from '../../../src/load/table.ts';
import { catalogue } from '../../../src/rules/catalogue.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { verify } from '../../../src/rules/verify.ts';
import { removal } from './removal.ts';

export const rules = catalogue(course);
const tables = tablesOf(course);

/** What is wrong with what a database does about a rule's counterexample; undefined where nothing is. */
export type Fault = (
  client: pg.ClientBase,
  rule: Rule,
  changes?: readonly string[],
) => Promise<string | undefined>;

/** The database is to answer as the counterexample says; what it takes, a semantic rule's query is to find. */
export const answerFault: Fault = async (client, rule, changes = []) => {
  const example = counterexample(course, rule);
  const { answer, by, also } = example;
  const { said, found } = await hear(client, example, changes, { find: !answer.refused });
  if (answer.refused) {
    const isBy = said.refused && said.rule === by && said.sqlstate === answer.sqlstate;
    return isBy && said.constraint === answer.constraint
      ? undefined
      : `not refused by ${by}, but ${text(said)}`;
  }
  if (said.refused) return `not taken, but ${text(said)}`;
  const corrected = Object.keys(said.corrected);
  if (!areSame(corrected, answer.corrected)) return `stored otherwise: ${corrected}`;
  const semantic = [rule.name, ...also].filter((name) => ruleOf(name).enforcement === 'S');
  return areSame(found, semantic) ? undefined : `found by ${found}`;
};

/** Where nothing holds the breach up, the rule's own query is to find it, and no other's. */
export const queryFault: Fault = async (client, rule) => {
  if (rule.enforcement === 'S') return undefined;
  const example = counterexample(course, rule);
  const broken = [rule.name, ...example.also];
  const gone = new Set([...broken, example.by]);
  const { said, found } = await hear(client, example, removals(gone), { find: true });
  if (said.refused) return `without ${[...gone]}: ${text(said)}`;
  return areSame(found, broken) ? undefined : `without ${[...gone]}: found by ${found}`;
};

/** Where another rule answers in this one's place, this one is to answer without it. */
export const turnFault: Fault = async (client, rule, changes = []) => {
  const example = counterexample(course, rule);
  if (example.by === rule.name) return undefined;
  const { said } = await hear(client, example, [...changes, ...removals([example.by])]);
  return said.refused && said.rule === rule.name ? undefined : `without ${example.by}: ${text(said)}`;
};

/**
 * Tries a counterexample after some changes of the schema, and rolls everything back.
 *
 * @param find whether to look for broken rules afterwards
 */
async function hear(
  client: pg.ClientBase,
  example: Counterexample,
  changes: readonly string[],
  { find = false }: { readonly find?: boolean } = {},
): Promise<{ said: Attempt; found: readonly string[] }> {
  await client.query('begin');
  try {
    for (const statement of changes) await client.query(statement);
    const send = async (sql: string, values: readonly unknown[]) =>
      (await client.query<Record<string, unknown>>(sql, [...values])).rows;
    const said = await attempt(send, example, { tables, rules });
    if (said.refused || !find) return { said, found: [] };
    const { violations } = await verify(client, course, { all: true });
    return { said, found: violations.map(({ rule }) => rule.name) };
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

const text = (said: Attempt): string =>
  said.refused
    ? `refused by ${said.rule} (${said.sqlstate} ${said.constraint}: ${said.message})`
    : `taken, stored otherwise: ${Object.keys(said.corrected)}`;

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].sort().join() === [...others].sort().join();
