import { groupTypes, Role } from '../../../entities/course/access.ts';
import { lookups } from '../../../entities/course/lookups.ts';
import * as make from '../../../factories/course/index.ts';
import type { Scope } from '../../scope.ts';
import { linked, signed } from './audit.ts';
import type { Crowd } from './people.ts';
import { document, longest, mixed, pitfalls } from './texts.ts';

/** An id may be longer, but not where it is referred to. */
const LONGEST_ROLE = 50;

/** Adds roles and groups with claims and people, and some without. */
export function addEdgesOfAccess(scope: Scope, { author, longest: full, nameless }: Crowd): void {
  const link = linked(author, scope.now);
  const claim = { claimType: longest(255, 'type '), claimValue: longest(255, mixed) };
  const role = scope.add(make.role, 0, {
    id: longest(LONGEST_ROLE, 'role-with_9'),
    title: longest(255, mixed),
    description: longest(4_096, mixed),
  });
  scope.add(make.role, 1, { id: 'r', title: null, description: null });
  scope.add(make.roleClaim, 0, { ...link, ...claim, role: role.id, properties: document });
  scope.add(make.userRole, 0, { ...link, user: full, role: role.id, transient: true });
  const builtin = lookups.flatMap(({ entity, rows }) => (entity === Role ? rows : []));
  for (const [n, { id }] of builtin.entries()) {
    scope.add(make.roleClaim, n + 1, { role: String(id), claimType: '', claimValue: '' });
    scope.add(make.userRole, n + 1, { user: nameless, role: String(id) });
  }

  const group = scope.add(make.group, 0, {
    ...signed(author, scope.now),
    slug: longest(255, 'group-with_9'),
    title: longest(255, mixed),
    description: longest(4_096, mixed),
  });
  scope.add(make.groupClaim, 0, { ...link, ...claim, group, properties: document });
  scope.add(make.groupClaim, 1, { group, claimType: '', claimValue: '' });
  scope.add(make.userGroup, 0, { ...link, user: full, group, transient: true });
  scope.add(make.userGroup, 1, { user: nameless, group });
  // Slugs need not be unique. These have no members.
  for (const [n, type] of [...groupTypes, null].entries()) {
    scope.add(make.group, n + 1, { slug: 'g', title: null, description: null, type });
  }
  for (const [n, text] of pitfalls.entries()) {
    scope.add(make.group, 10 + n, { title: text, description: text });
  }
}
