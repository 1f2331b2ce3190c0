import { ruleNames, type Violation } from '../checker/check.ts';

/** In how many datasets each rule was violated. */
export class Tally {
  readonly #counts = new Map(ruleNames.map(({ rule }) => [rule, 0]));

  add(violations: readonly Violation[]): void {
    for (const rule of new Set(violations.map(({ rule }) => rule))) {
      this.#counts.set(rule, this.of(rule) + 1);
    }
  }

  of(rule: string): number {
    return this.#counts.get(rule) ?? 0;
  }

  /** The rules that were violated in fewer datasets. */
  below(count: number): string[] {
    return [...this.#counts].filter(([, times]) => times < count).map(([rule]) => rule);
  }

  /** How much these violations help every rule to be violated that often. */
  gain(violations: readonly Violation[], count: number): number {
    const missing = [...new Set(violations.map(({ rule }) => rule))].map((rule) => count - this.of(rule));
    return missing.filter((times) => times > 0).reduce((sum, times) => sum + times ** 3, 0);
  }
}
