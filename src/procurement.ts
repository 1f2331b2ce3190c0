// The package's entry `seedbed/procurement`: the domain of purchase orders.

import { defineDomain, type NamedDomain } from './domain.ts';
import { procurementSchema } from './entities/procurement.ts';
import { factories } from './factories/procurement/factories.ts';
import { procurementRules } from './rules/procurement.ts';
import * as scenarios from './seeders/procurement/index.ts';

// By their own names too, for declarations.
export type * from './entities/procurement.ts';
export * as entities from './entities/procurement.ts';
export type * from './factories/procurement/factories.ts';
export { factories, scenarios };

const procurementDomain = defineDomain({
  ...procurementSchema,
  factories,
  rules: procurementRules,
  scenarios: [scenarios.minimal, scenarios.quarterEnd],
  people: `
    select u.name, u.email, o.name as role
    from public.users u left join public.organisations o on o.id = u.organisation_id
    where u.is_active and u.last_login is not null
    order by u.last_login desc, u.id
    limit 6`,
});

export interface ProcurementDomain extends NamedDomain<typeof procurementDomain> {}
export const procurement: ProcurementDomain = procurementDomain;
