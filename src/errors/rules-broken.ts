import { SeedbedError } from './error.ts';

/** A rule and how many rows broke it. */
export interface BrokenRule {
  readonly rule: string;
  readonly sentence: string;
  readonly rows: number;
}

/** A scenario made rows that break rules; nothing was written. */
export class RulesBrokenError extends SeedbedError {
  readonly code = 'rules_broken';
  readonly scenario: string;
  readonly rules: readonly BrokenRule[];

  constructor(scenario: string, rules: readonly BrokenRule[]) {
    const lines = rules.map(({ rule, sentence, rows }) => `  ${rule}, by ${rows} rows: ${sentence}`);
    super(
      [`The rows of the scenario '${scenario}' break rules. Nothing was written.`, ...lines].join('\n'),
      'Mend the scenario: its rows have to keep to every rule of `seedbed rules`.',
    );
    this.scenario = scenario;
    this.rules = rules;
  }
}
