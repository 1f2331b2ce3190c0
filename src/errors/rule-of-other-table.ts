import { SeedbedError } from './error.ts';

/** A factory was asked to break a rule that is about the rows of another one. */
export class RuleOfOtherTableError extends SeedbedError {
  readonly code = 'rule_of_other_table';
  override readonly blame = 'usage';
  readonly rule: string;
  readonly factory: string;

  /** @param other the factory of the table that the rule is about, or else that table */
  constructor(rule: string, factory: string, other: string) {
    super(
      `The rule '${rule}' is not about rows of ${factory}, but of ${other}.`,
      `Call ${other}.violating('${rule}').`,
    );
    this.rule = rule;
    this.factory = factory;
  }
}
