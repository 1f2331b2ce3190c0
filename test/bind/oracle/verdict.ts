import { hasCode } from '../../../src/errors/error.ts';
import { LoadRefusedError } from '../../../src/errors/load-refused.ts';
import type { RowRule } from '../../../src/rules/row-rule.ts';
import { rowRules } from '../../../src/rules/structure.ts';
import { valueRulesOf } from '../../../src/rules/values.ts';
import type { Cases } from './cases.ts';
import type { Outcome } from './judge.ts';

/** Says what to make of the outcome of a case. */
export class Verdict {
  readonly #cases: Cases;
  /** All rules of rows of the domain, by name. */
  readonly #rules: ReadonlyMap<string, RowRule>;
  readonly #uniques: ReadonlySet<string>;

  constructor(cases: Cases) {
    const { subject, tables } = cases;
    this.#cases = cases;
    const ofValues = [...valueRulesOf(tables).values()].flatMap(({ all }) => all);
    this.#rules = new Map([...rowRules(subject.domain), ...ofValues].map((rule) => [rule.name, rule]));
    this.#uniques = new Set(tables.flatMap((table) => table.uniques.map(({ name }) => name)));
  }

  /** In what the factory and the database disagree; undefined where they do not. */
  disagreement(outcome: Outcome): string | undefined {
    const { refusal, broken, answer, violated, storedOtherwise, fault, isWithoutRow } = outcome;
    if (fault !== undefined) return fault;
    if (!refusal) {
      if (violated.length > 0) return `made, but then it is not true that ${violated.join()}`;
      return storedOtherwise && `made, but stored otherwise: ${storedOtherwise}`;
    }
    if (refusal instanceof LoadRefusedError) {
      // Rows that nobody has read may hold the same values.
      return refusal.details.refusal.sqlState === '23505'
        ? undefined
        : `refused by the database only: ${refusal.message}`;
    }
    if (isWithoutRow || this.#isAboutNoColumn(refusal)) return undefined;
    if (broken.length === 0) return `refused, but no rule is broken: ${refusal.message}`;
    if (!answer) return 'refused, and the database was not asked';
    if (!answer.accepted) {
      // Rows that nobody has read may hold the same values, and keys are looked at before relations.
      const isExpected =
        broken.includes(answer.by) ||
        broken.some((name) => this.#isValueRule(name)) ||
        (this.#uniques.has(answer.by) && broken.every((name) => this.#isLookedAtLater(name)));
      return isExpected ? undefined : `the database refuses by ${answer.by}, but broken are ${broken.join()}`;
    }
    // A value that the database has made fit may keep what the given one breaks.
    const hasValueRule = broken.some((name) => this.#isValueRule(name));
    const hard = hasValueRule ? [] : broken.filter((name) => !this.#isSoft(name));
    if (hard.length > 0) return `the database accepts what breaks ${hard.join()}`;
    const isOverwritten = broken.some((name) => !this.#isSemantic(name));
    if (isOverwritten && storedOtherwise === undefined) return `${broken.join()} broken, but stored as made`;
    // A value that the database has replaced can break a semantic rule only in the row.
    const missed = isOverwritten ? [] : broken.filter((name) => !violated.includes(name));
    return missed.length > 0
      ? `${missed.join()} broken, but no query in \`violations\` of its subject finds it`
      : undefined;
  }

  /** The rules that no case has broken, and those of the database by which the database has never answered. */
  unreached(court: Heard, constraints: readonly string[]): string[] {
    const { implied } = this.#cases.subject;
    return [...new Set([...this.#rules.keys(), ...constraints])].filter((name) => {
      const isSilent = this.#isSoft(name) || implied.has(name);
      return !court.broken.has(name) || !(isSilent || court.answers.has(name));
    });
  }

  #isValueRule(name: string): boolean {
    return /_(type|length)$/.test(name) && this.#rules.get(name)?.enforcedBy === 'constraint';
  }

  #isSemantic(name: string): boolean {
    return this.#rules.get(name)?.enforcedBy === 'verify';
  }

  #isSoft(name: string): boolean {
    const { deriving, overwritten } = this.#cases.subject;
    return this.#isValueRule(name) || deriving.has(name) || overwritten.has(name) || this.#isSemantic(name);
  }

  /** Foreign keys, which the database looks at after unique keys, and what it does not look at. */
  #isLookedAtLater(name: string): boolean {
    return /_fkey$|^fk_/.test(name) || this.#isSoft(name);
  }

  /** Parents that only help to find others can disagree too, and the database never hears of them. */
  #isAboutNoColumn(refusal: unknown): boolean {
    if (!hasCode(refusal, 'contradictory_parents')) return false;
    const { factory, relation } = refusal.details;
    return !this.#cases.tableOf(String(factory)).relations.has(String(relation));
  }
}

interface Heard {
  readonly broken: ReadonlySet<string>;
  readonly answers: ReadonlySet<string>;
}
