import { SeedbedError } from './error.ts';

/** There is no rule of that name. */
export class UnknownRuleError extends SeedbedError {
  readonly code = 'unknown_rule';
  override readonly blame = 'usage';
  readonly rule: string;

  constructor(rule: string, domain: string, nearest: string | undefined) {
    const list = `\`seedbed rules${domain === 'course' ? '' : ` --domain ${domain}`}\``;
    super(
      `The domain '${domain}' has no rule '${rule}'.`,
      nearest === undefined ? `${list} lists them.` : `Did you mean '${nearest}'? ${list} lists them all.`,
    );
    this.rule = rule;
  }
}
