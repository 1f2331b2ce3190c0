import { isBefore, isGiven, parentsOf, rowsWith } from './dataset.ts';
import { timestampsName } from './names.ts';
import type { Rule } from './rule.ts';
import { tables } from './schema/tables.ts';

const SLUG = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const BCRYPT = /^\$2[abxy]\$\d\d\$[\s\S]{53}$/u;

/** Users, roles and groups: their conditions, and what triggers and semantic rules demand. */
export const peopleRules: readonly Rule[] = [
  {
    table: 'user',
    name: 'user_token_condition',
    isBroken: (user) =>
      user['user_type'] === 'token' && !(isGiven(user['auth_token']) && isGiven(user['token_expiration'])),
  },
  {
    table: 'user',
    name: 'user_username_condition',
    isBroken: (user) => user['user_type'] === 'db' && !isGiven(user['username']),
  },
  {
    table: 'user',
    name: 'user_auth_token',
    isBroken: ({ auth_token: token }) => typeof token === 'string' && !BCRYPT.test(token),
  },
  {
    table: 'session',
    name: 'session_logout_time',
    isBroken: (session) => isBefore(session['logout_time'], session['created_at']),
  },
  {
    table: 'role',
    name: 'builtin_id_must_start_with_underscore',
    isBroken: ({ id, builtin }) => builtin === true && typeof id === 'string' && !id.startsWith('_'),
  },
  {
    table: 'role',
    name: 'id_label_valid',
    isBroken: ({ id, builtin }) =>
      typeof id === 'string' && !SLUG.test(builtin === true ? [...id].slice(1).join('') : id),
  },
  {
    table: 'group',
    name: 'slug_valid',
    isBroken: ({ slug }) => typeof slug === 'string' && !SLUG.test(slug),
  },
  {
    table: 'group',
    name: 'group_claim_references_fixed_group',
    isBroken: ({ id, type }, dataset) =>
      type !== 'fixed' && rowsWith(dataset, 'group_claim', { group_id: id }).length > 0,
  },
  {
    table: 'group_claim',
    name: 'group_not_fixed',
    isBroken: (claim, dataset) =>
      parentsOf(dataset, 'group', claim['group_id']).some(({ type }) => type !== 'fixed'),
  },
];

/** A row whose timestamps a trigger keeps was not updated before it was made. */
export const timestampRules: readonly Rule[] = Object.entries(tables).flatMap(([table, { timestamps }]) =>
  timestamps
    ? [
        {
          table,
          name: timestampsName(table),
          isBroken: (row) => isBefore(row['updated_at'], row['created_at']),
        },
      ]
    : [],
);

/** The rows that a trigger keeps from being deleted. */
export const builtinRoles: readonly string[] = ['_admin', '_user_manager', '_organization_manager'];
export const builtinRolesName = 'role_builtin_deletion';
