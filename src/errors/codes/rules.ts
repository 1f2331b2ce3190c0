import type { CodeEntry } from './entry.ts';

/** Rules of a schema. */
export const rulesCodes = {
  counterexample_missing: {
    kind: 'usage',
    cause: 'The rule does not state how it is broken, and it does not follow from the schema.',
    hint: 'State it: add a rule of that name, with a `counterexample`, to the `rules` of the domain.',
  },
  rule_of_other_table: {
    kind: 'usage',
    cause: 'A factory was asked to break a rule that is about the rows of another one.',
    hint: 'Call `violating` of the factory whose rows it is about.',
  },
  rules_broken: {
    kind: 'environment',
    cause: 'A scenario made rows that break rules; nothing was written.',
    hint: 'Fix the scenario: its rows have to keep to every rule of `seedbed rules`.',
  },
  unknown_rule: {
    kind: 'usage',
    cause: 'There is no rule of that name.',
    hint: '`seedbed rules` lists them.',
  },
  verify_refused: {
    kind: 'either',
    cause: 'PostgreSQL did not let the rows of a database be looked at.',
    hint: 'Fix what PostgreSQL names, then try again.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
