import type pg from 'pg';
import { type Counterexample, counterexample } from '../../../src/bind/counterexample.ts';
import { type Attempt, attempt } from '../../../src/bind/violations.ts';
import type { Domain } from '../../../src/domain.ts';
import { type Table, tablesOf } from '../../../src/load/table.ts';
import { passes, passQuery } from '../../../src/rules/pass.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { rulesOf } from '../../../src/rules/rules-of.ts';
import { removal } from './removal.ts';

/** What is wrong with what a database does about a rule's counterexample; undefined where nothing is. */
export type Fault = (
  client: pg.ClientBase,
  rule: Rule,
  changes?: readonly string[],
) => Promise<string | undefined>;

/** Resolves to the names of the rules that are broken. */
type Search = (client: pg.ClientBase) => Promise<readonly string[]>;

/** Tries the counterexamples of a domain's rules. */
export class Court {
  readonly domain: Domain;
  readonly rules: readonly Rule[];
  readonly #tables: readonly Table[];
  readonly #queries: readonly { readonly rules: readonly Rule[]; readonly text: string }[];
  readonly #examples = new Map<Rule, Counterexample>();

  constructor(domain: Domain) {
    this.domain = domain;
    this.rules = rulesOf(domain);
    this.#tables = tablesOf(domain);
    this.#queries = passes(this.rules).map((pass) => ({ rules: pass.rules, text: passQuery(pass) }));
  }

  /** The database is to answer as the counterexample says; what it takes, a semantic rule's query is to find. */
  readonly answerFault: Fault = async (client, rule, changes = []) => {
    const example = this.#exampleOf(rule);
    const { answer, by, also } = example;
    const { said, found } = await this.#hear(
      client,
      example,
      changes,
      answer.refused ? undefined : this.#byQueries,
    );
    if (answer.refused) {
      const isBy = said.refused && said.rule === by && said.sqlstate === answer.sqlstate;
      return isBy && said.constraint === answer.constraint
        ? undefined
        : `not refused by ${by}, but ${saying(said)}`;
    }
    if (said.refused) return `not taken, but ${saying(said)}`;
    const corrected = Object.keys(said.corrected);
    if (!areSame(corrected, answer.corrected)) return `stored otherwise: ${corrected}`;
    const semantic = [rule.name, ...also].filter((name) => this.#ruleOf(name).enforcedBy === 'verify');
    return areSame(found, semantic) ? undefined : `found by ${found}`;
  };

  /** Where nothing holds the breach up, the rule's own query is to find it, and no other's. */
  readonly queryFault: Fault = async (client, rule) => {
    if (rule.enforcedBy === 'verify') return undefined;
    const example = this.#exampleOf(rule);
    const broken = [rule.name, ...example.also];
    const gone = new Set([...broken, example.by]);
    const { said, found } = await this.#hear(client, example, this.#removals(gone), this.#byQueries);
    if (said.refused) return `without ${[...gone]}: ${saying(said)}`;
    return areSame(found, broken) ? undefined : `without ${[...gone]}: found by ${found}`;
  };

  /** Where another rule answers in this one's place, this one is to answer without it. */
  readonly turnFault: Fault = async (client, rule, changes = []) => {
    const example = this.#exampleOf(rule);
    if (example.by === rule.name) return undefined;
    const { said } = await this.#hear(client, example, [...changes, ...this.#removals([example.by])]);
    return said.refused && said.rule === rule.name ? undefined : `without ${example.by}: ${saying(said)}`;
  };

  /** As `verify` looks for them, without all that it does around its queries, which takes longer than they do. */
  readonly #byQueries: Search = async (client) => {
    const found: string[] = [];
    for (const { rules: some, text } of this.#queries) {
      const { rows } = await client.query<boolean[]>({ text, rowMode: 'array' });
      found.push(...some.filter((_, i) => rows[0]?.[i]).map(({ name }) => name));
    }
    return found;
  };

  /** Tries a counterexample after some changes of the schema, searches where it was taken, and rolls everything back. */
  async #hear(
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
      const said = await attempt(send, example, { tables: this.#tables, rules: this.rules });
      return { said, found: said.refused || !search ? [] : await search(client) };
    } finally {
      await client.query('rollback');
    }
  }

  #exampleOf(rule: Rule): Counterexample {
    const example = this.#examples.get(rule) ?? counterexample(this.domain, rule);
    this.#examples.set(rule, example);
    return example;
  }

  #removals(names: Iterable<string>): string[] {
    return [...names].flatMap((name) => removal(this.#ruleOf(name)));
  }

  #ruleOf(name: string): Rule {
    const rule = this.rules.find((one) => one.name === name);
    if (!rule) throw new Error(`no rule ${name}`);
    return rule;
  }
}

const saying = (said: Attempt): string =>
  said.refused
    ? `refused by ${said.rule} (${said.sqlstate} ${said.constraint}: ${said.message})`
    : `taken, stored otherwise: ${Object.keys(said.corrected)}`;

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].sort().join() === [...others].sort().join();
