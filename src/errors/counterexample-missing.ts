import { SeedbedError } from './error.ts';

/** Nobody has stated how a rule is broken, and it does not follow from the schema. */
export class CounterexampleMissingError extends SeedbedError {
  readonly code = 'counterexample_missing';
  override readonly blame = 'usage';
  readonly rule: string;

  constructor(rule: string) {
    super(
      `How the rule '${rule}' is broken does not follow from the schema.`,
      'State it: add a rule of that name, with a `counterexample`, to the `rules` of the domain.',
    );
    this.rule = rule;
  }
}
