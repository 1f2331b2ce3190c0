import { Group, GroupClaim, Role, RoleClaim, UserGroup, UserRole } from '../../entities/course/access.ts';
import { User } from '../../entities/course/people.ts';
import { factory } from '../factory.ts';
import { audit, linkAudit, writers } from './audit.ts';

/** A role of a platform's own; the builtin ones come with the schema and are named by id. */
export const role = factory(Role, {
  columns: {
    id: ({ tag }) => `role-${tag}`,
    title: ({ tag }) => `Role ${tag}`,
    builtin: false,
  },
});

export const roleClaim = factory(RoleClaim, {
  parents: { role: { of: Role, reference: '_admin' } },
  columns: {
    ...linkAudit,
    claimType: 'permissions',
    claimValue: ({ tag }) => `resource_${tag}:get`,
  },
});

export const userRole = factory(UserRole, {
  parents: { user: User, role: { of: Role, reference: '_user_manager' } },
  columns: { ...linkAudit, transient: false },
});

export const group = factory(Group, {
  parents: writers,
  columns: {
    ...audit,
    slug: ({ tag }) => `group-${tag}`,
    title: ({ tag }) => `Group ${tag}`,
    type: 'fixed',
  },
}).traits({
  /** A group whose members are found by a query; it may have no claims. */
  dynamic: () => ({ columns: { type: 'dynamic' } }),
  withClaim: (claimType = 'permissions', claimValue = 'course:list') => ({
    afterCreate: ({ row, add }) => add(groupClaim, { group: row, claimType, claimValue }),
  }),
});

export const groupClaim = factory(GroupClaim, {
  parents: { group: Group },
  columns: {
    ...linkAudit,
    claimType: 'permissions',
    claimValue: ({ tag }) => `resource_${tag}:get`,
  },
});

export const userGroup = factory(UserGroup, {
  parents: { user: User, group: Group },
  columns: { ...linkAudit, transient: false },
});
