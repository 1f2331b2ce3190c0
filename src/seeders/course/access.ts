import * as make from '../../factories/course/index.ts';
import { claims, roles, userGroups } from '../../factories/course/words/access.ts';
import type { Scope } from '../scope.ts';
import type { UserRow } from './people.ts';

interface Staff {
  readonly administrator: UserRow;
  readonly lecturers: readonly UserRow[];
  readonly tutors: readonly UserRow[];
}

/** Adds the platform's own roles and groups with their claims, and puts the staff into them. */
export function addAccess(scope: Scope, createdAt: Date, { administrator, lecturers, tutors }: Staff): void {
  roles.forEach(({ id, title, description }, n) => {
    scope.add(make.role, n, { id, title, description });
    for (const c of [0, 1, 2]) {
      const claim = claims[(n * 3 + c) % claims.length];
      scope.add(make.roleClaim, n * 3 + c, { role: id, createdAt, ...claim });
    }
  });
  scope.add(make.userRole, 0, { user: administrator, role: '_admin', createdAt });
  lecturers.forEach((user, n) => {
    scope.add(make.userRole, n + 1, {
      user,
      role: n === 0 ? '_organization_manager' : roles[1].id,
      createdAt,
    });
  });

  userGroups.forEach(({ slug, title, type, description }, n) => {
    const group = scope.add(make.group, n, { slug, title, type, description, createdAt });
    // Only fixed groups may carry claims.
    if (type === 'fixed') scope.add(make.groupClaim, n, { group, createdAt, ...claims[n] });
    const members = slug === 'tutors' ? tutors : slug === 'lecturers' ? lecturers : [];
    const below = scope.below('group', n);
    members.forEach((user, m) => {
      below.add(make.userGroup, m, { user, group, createdAt });
    });
  });
}
