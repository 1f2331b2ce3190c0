import { SeedbedError } from './error.ts';

/** There is no rule of that name. */
export class UnknownRuleError extends SeedbedError {
  readonly code = 'unknown_rule';
  override readonly blame = 'usage';
  readonly rule: string;

  constructor(rule: string, domain: string, nearest: string | undefined) {
    super(
      `The domain '${domain}' has no rule '${rule}'.`,
      nearest === undefined
        ? '`seedbed rules` lists them.'
        : `Did you mean '${nearest}'? \`seedbed rules\` lists them all.`,
    );
    this.rule = rule;
  }
}
