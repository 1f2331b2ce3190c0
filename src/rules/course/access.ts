import { Group, GroupClaim, Role } from '../../entities/course/access.ts';
import { lookups } from '../../entities/course/lookups.ts';
import { isUnlike } from '../compare.ts';
import { defineRules } from '../rule.ts';

/** What `ctutor_valid_slug` takes. */
const SLUG = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

const builtin = lookups
  .filter(({ entity }) => entity === Role)
  .flatMap(({ rows }) => rows.map(({ id }) => `('${id}')`));

export const accessRules = defineRules([
  {
    name: 'builtin_id_must_start_with_underscore',
    entity: Role,
    description: 'The id of a builtin role starts with an underscore.',
    enforcedBy: 'constraint',
    breaks: ({ id, builtin }) => (builtin === true && isUnlike(id, /^_/) ? { id, builtin } : undefined),
    counterexample: (make) => ({ insert: Role, row: { ...make.spare(Role), builtin: true } }),
  },
  {
    name: 'id_label_valid',
    entity: Role,
    description:
      'The id of a role is a slug: lower-case letters and digits, with - and _ between them; of a builtin role, after its first character.',
    enforcedBy: 'constraint',
    violations: {
      broken: `case when role.builtin then substr(role.id, 2) else role.id end !~ '${SLUG.source}'`,
      right: `'a slug' || case when role.builtin then ' after its first character' else '' end`,
    },
    breaks: ({ id, builtin }) => {
      const slug = builtin === true && typeof id === 'string' ? id.replace(/^./u, '') : id;
      return isUnlike(slug, SLUG) ? { id, builtin } : undefined;
    },
    counterexample: (make) => {
      const row = make.spare(Role);
      return { insert: Role, row: { ...row, id: row.id.toUpperCase() } };
    },
  },
  {
    name: 'slug_valid',
    entity: Group,
    description: 'The slug of a group is lower-case letters and digits, with - and _ between them.',
    enforcedBy: 'constraint',
    violations: {
      broken: `"group".slug !~ '${SLUG.source}'`,
      right: `'lower-case letters and digits, with - and _ between them'`,
    },
    breaks: ({ slug }) => (isUnlike(slug, SLUG) ? { slug } : undefined),
    counterexample: (make) => {
      const row = make.spare(Group);
      return { insert: Group, row: { ...row, slug: row.slug.toUpperCase() } };
    },
  },
  {
    name: 'group_not_fixed',
    entity: GroupClaim,
    description: 'Only a fixed group may have claims.',
    enforcedBy: 'trigger',
    hint: 'Pass a group of the type fixed, or none and one is made.',
    violations: {
      joins: [`left join public."group" as owner on owner.id = group_claim.group_id`],
      broken: `owner.type is distinct from 'fixed' and owner.id is not null`,
      right: `'claims of a fixed group only'`,
    },
    breaks: (row, look) => {
      const group = look.parent(row, 'group', Group);
      return group && group['type'] !== 'fixed' ? { group: row['group'], type: group['type'] } : undefined;
    },
    counterexample: (make) => ({
      insert: GroupClaim,
      row: make.spare(GroupClaim, { group: make.row(Group, {}, 'dynamic') }),
      also: ['group_claim_references_fixed_group'],
    }),
  },
  {
    name: 'group_claim_references_fixed_group',
    entity: Group,
    description: 'A group that has claims is fixed.',
    enforcedBy: 'trigger',
    violations: {
      joins: [
        'left join (select distinct group_id from public.group_claim) as claimed on claimed.group_id = "group".id',
      ],
      broken: `claimed.group_id is not null and "group".type is distinct from 'fixed'`,
      right: `'fixed'`,
    },
    counterexample: (make) => {
      const group = make.row(Group);
      make.row(GroupClaim, { group });
      return { update: Group, row: group, set: { type: 'dynamic' }, also: ['group_not_fixed'] };
    },
  },
  {
    name: 'role_builtin_deletion',
    entity: Role,
    description: 'The builtin roles of the schema are there.',
    enforcedBy: 'trigger',
    violations: {
      from: `(values ${builtin}) as role (id)`,
      joins: ['left join public.role as kept on kept.id = role.id'],
      broken: 'kept.id is null',
      right: `'not deleted'`,
    },
    counterexample: () => ({ delete: Role, row: { id: '_admin' } }),
  },
]);
