import { Group, GroupClaim, Role, RoleClaim, UserGroup, UserRole } from '../../entities/course/access.ts';
import { User } from '../../entities/course/people.ts';
import { factory } from '../factory.ts';
import { audit, linkAudit } from './audit.ts';

/** A role of a platform's own; the builtin ones come with the schema and are named by id. */
export const role = factory(Role, {
  columns: {
    id: ({ tag }) => `role-${tag}`,
    title: ({ tag }) => `Role ${tag}`,
    builtin: false,
  },
});

export const roleClaim = factory(RoleClaim, {
  columns: {
    role: '_admin',
    ...linkAudit,
    claimType: 'permission',
    claimValue: ({ tag }) => `resource-${tag}:read`,
  },
});

export const userRole = factory(UserRole, {
  parents: { user: User },
  columns: { role: '_user_manager', ...linkAudit, transient: false },
});

export const group = factory(Group, {
  columns: {
    ...audit,
    slug: ({ tag }) => `group-${tag}`,
    title: ({ tag }) => `Group ${tag}`,
    type: 'fixed',
  },
});

export const groupClaim = factory(GroupClaim, {
  parents: { group: Group },
  columns: {
    ...linkAudit,
    claimType: 'permission',
    claimValue: ({ tag }) => `resource-${tag}:read`,
  },
});

export const userGroup = factory(UserGroup, {
  parents: { user: User, group: Group },
  columns: { ...linkAudit, transient: false },
});
