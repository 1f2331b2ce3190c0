import { SeedbedError } from './error.ts';
import { shown } from './shown.ts';

/** What a row that breaks a rule has to do with it, by name. */
export type InvolvedValues = Readonly<Record<string, unknown>>;

/**
 * A row that a bound factory made breaks a rule of the schema: the database would refuse it, would store
 * something else, or would be left with data that contradicts itself. Nothing was written.
 */
export class RuleBrokenError extends SeedbedError {
  declare readonly details: {
    readonly factory: string;
    /** The rule's name: where a constraint or trigger enforces it, that one's. */
    readonly rule: string;
    /** The rule in words. */
    readonly description: string;
    readonly values: InvolvedValues;
  };

  constructor(
    factory: string,
    rule: { readonly name: string; readonly description: string; readonly hint?: string },
    values: InvolvedValues,
  ) {
    const involved = Object.entries(values).map(([name, value]) => `${name} ${shown(value, name)}`);
    const names = Object.keys(values).join(', ');
    super('rule_broken', {
      message: `${factory} breaks the rule ${rule.name}: ${rule.description} Here: ${involved.join(', ')}.`,
      hint: rule.hint ?? `Give other values for ${names}, in the call or in the columns of the factory.`,
      details: { factory, rule: rule.name, description: rule.description, values },
    });
  }
}
