// The package's entry `seedbed/boardroom`: the domain of meeting rooms.

import { defineDomain, type NamedDomain } from './domain.ts';
import { boardroomSchema } from './entities/boardroom.ts';
import { factories } from './factories/boardroom/factories.ts';
import { boardroomRules } from './rules/boardroom.ts';
import * as scenarios from './seeders/boardroom/index.ts';

// By their own names too, for declarations.
export type * from './entities/boardroom.ts';
export * as entities from './entities/boardroom.ts';
export type * from './factories/boardroom/factories.ts';
export { factories, scenarios };

const boardroomDomain = defineDomain({
  ...boardroomSchema,
  factories,
  rules: boardroomRules,
  scenarios: [scenarios.minimal, scenarios.quarter],
  people: `
    select u.full_name as name, u.email, case when b.rooms > 0 then 'owner' else 'participant' end as role
    from public.users u
    left join (select owner_id, count(*) as rooms from public.boardrooms group by 1) b on b.owner_id = u.id
    where u.is_active and u.is_verified
    order by b.rooms is null, u.id
    limit 6`,
});

export interface BoardroomDomain extends NamedDomain<typeof boardroomDomain> {}
export const boardroom: BoardroomDomain = boardroomDomain;
