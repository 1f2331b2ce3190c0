// The package's entry `seedbed/practice`: the domain of practising.

import { defineDomain, type NamedDomain } from './domain.ts';
import { practiceSchema } from './entities/practice.ts';
import { factories } from './factories/practice/factories.ts';
import { practiceRules } from './rules/practice.ts';
import * as scenarios from './seeders/practice/index.ts';

// By their own names too, for declarations.
export type * from './entities/practice.ts';
export * as entities from './entities/practice.ts';
export type * from './factories/practice/factories.ts';
export { factories, scenarios };

const practiceDomain = defineDomain({
  ...practiceSchema,
  factories,
  rules: practiceRules,
  scenarios: [scenarios.minimal, scenarios.cohort],
});

export interface PracticeDomain extends NamedDomain<typeof practiceDomain> {}
export const practice: PracticeDomain = practiceDomain;
