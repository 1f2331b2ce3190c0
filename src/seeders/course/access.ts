import type { Group } from '../../entities/course/access.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { roles, userGroups } from '../../factories/course/words/access.ts';
import type { Scope } from '../scope.ts';
import type { UserRow } from './user.ts';

interface Staff {
  readonly administrator: UserRow;
  readonly lecturers: readonly UserRow[];
  readonly tutors: readonly UserRow[];
}

/** Adds the platform's own roles and groups with their claims, and puts the staff into them. Returns the groups. */
export function addAccess(
  scope: Scope,
  createdAt: Date,
  { administrator, lecturers, tutors }: Staff,
): readonly RowOf<Group>[] {
  const own = roles.map((role) => ({ ...role, id: scope.named(role.id, '-') }));
  own.forEach(({ id, title, description, permissions }, n) => {
    scope.add(make.role, n, { id, title, description });
    const below = scope.below('role', n);
    permissions.forEach((claimValue, c) => {
      below.add(make.roleClaim, c, { role: id, createdAt, claimType: 'permissions', claimValue });
    });
  });
  scope.add(make.userRole, 0, { user: administrator, role: '_admin', createdAt });
  lecturers.forEach((user, n) => {
    scope.add(make.userRole, n + 1, {
      user,
      role: n === 0 ? '_organization_manager' : (own[1]?.id ?? '_user_manager'),
      createdAt,
    });
  });

  return userGroups.map((words, n) => {
    const { slug, title, type, description } = words;
    const group = scope.add(make.group, n, { slug, title, type, description, createdAt });
    if ('claim' in words) scope.add(make.groupClaim, n, { group, createdAt, ...words.claim });
    const members = slug === 'tutors' ? tutors : slug === 'lecturers' ? lecturers : [];
    const below = scope.below('group', n);
    members.forEach((user, m) => {
      below.add(make.userGroup, m, { user, group, createdAt });
    });
    return group;
  });
}
