import { defineEntity, p } from '@mikro-orm/core';
import { audit, belongsTo, json, linkAudit, slugged, stringId, titled } from '../columns.ts';
import { timestamps, trigger } from '../triggers.ts';
import { User } from './people.ts';

export const groupTypes = ['fixed', 'dynamic'] as const;
export type GroupType = (typeof groupTypes)[number];

const RoleSchema = defineEntity({
  name: 'Role',
  tableName: 'role',
  properties: {
    ...stringId,
    ...titled,
    builtin: p.boolean().default(false),
  },
  checks: [
    { name: 'builtin_id_must_start_with_underscore', expression: `not builtin or "left"(id, 1) = '_'` },
    {
      name: 'id_label_valid',
      // A builtin id's first character is the other rule's business, so that each can be broken alone.
      expression: 'public.ctutor_valid_slug(case when builtin then substr(id, 2) else id::text end)',
    },
  ],
  triggers: [
    trigger({
      table: 'role',
      name: 'role_builtin_deletion',
      timing: 'before',
      events: ['delete'],
      calls: 'ctutor_prevent_builtin_deletion',
    }),
  ],
});
export class Role extends RoleSchema.class {}
RoleSchema.setClass(Role);

const RoleClaimSchema = defineEntity({
  name: 'RoleClaim',
  tableName: 'role_claim',
  properties: {
    role: () => belongsTo(Role).columnTypes('varchar(50)').primary(),
    claimType: p.string().length(255).primary(),
    claimValue: p.string().length(255).primary(),
    ...linkAudit,
    properties: json().nullable(),
  },
  triggers: [timestamps('role_claim', 'insert and update')],
});
export class RoleClaim extends RoleClaimSchema.class {}
RoleClaimSchema.setClass(RoleClaim);

const UserRoleSchema = defineEntity({
  name: 'UserRole',
  tableName: 'user_role',
  properties: {
    user: () => belongsTo(User).primary(),
    role: () => p.manyToOne(Role).deleteRule('restrict').updateRule('cascade').primary(),
    transient: p.boolean().default(false),
    ...linkAudit,
  },
  triggers: [timestamps('user_role', 'insert and update')],
});
export class UserRole extends UserRoleSchema.class {}
UserRoleSchema.setClass(UserRole);

const GroupSchema = defineEntity({
  name: 'Group',
  tableName: 'group',
  properties: {
    ...audit(User),
    ...slugged,
    type: p.enum(groupTypes).nativeEnumName('ctutor_group_type').nullable().default('fixed'),
  },
  checks: [{ name: 'slug_valid', expression: 'public.ctutor_valid_slug(slug::text)' }],
  triggers: [
    trigger({
      table: 'group',
      name: 'group_claim_references_fixed_group',
      timing: 'before',
      events: ['update'],
      of: ['type'],
      calls: 'group_keep_fixed_with_claims',
    }),
    timestamps('group', 'insert and update'),
  ],
});
export class Group extends GroupSchema.class {}
GroupSchema.setClass(Group);

const GroupClaimSchema = defineEntity({
  name: 'GroupClaim',
  tableName: 'group_claim',
  properties: {
    group: () => belongsTo(Group).primary(),
    claimType: p.string().length(255).primary(),
    claimValue: p.string().length(255).primary(),
    ...linkAudit,
    properties: json().nullable(),
  },
  triggers: [
    trigger({
      table: 'group_claim',
      name: 'group_not_fixed',
      timing: 'before',
      events: ['insert', 'update'],
      of: ['group_id'],
      calls: 'group_claim_require_fixed_group',
    }),
    timestamps('group_claim', 'insert and update'),
  ],
});
export class GroupClaim extends GroupClaimSchema.class {}
GroupClaimSchema.setClass(GroupClaim);

const UserGroupSchema = defineEntity({
  name: 'UserGroup',
  tableName: 'user_group',
  properties: {
    user: () => belongsTo(User).primary(),
    group: () => p.manyToOne(Group).deleteRule('restrict').updateRule('cascade').primary(),
    transient: p.boolean().default(false),
    ...linkAudit,
  },
  triggers: [timestamps('user_group', 'insert and update')],
});
export class UserGroup extends UserGroupSchema.class {}
UserGroupSchema.setClass(UserGroup);
