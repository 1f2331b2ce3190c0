import { Group, GroupClaim, Role } from '../../entities/course/access.ts';
import { isUnlike } from '../compare.ts';
import type { RowRule } from '../row-rule.ts';

/** What `ctutor_valid_slug` takes. */
const SLUG = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

export const accessRules: readonly RowRule[] = [
  {
    name: 'builtin_id_must_start_with_underscore',
    entity: Role,
    sentence: 'The id of a builtin role starts with an underscore.',
    enforcement: 'C',
    breaks: ({ id, builtin }) => (builtin === true && isUnlike(id, /^_/) ? { id, builtin } : undefined),
  },
  {
    name: 'id_label_valid',
    entity: Role,
    sentence:
      'The id of a role is a slug: lower-case letters and digits, with - and _ between them; of a builtin role, after its first character.',
    enforcement: 'C',
    breaks: ({ id, builtin }) => {
      const slug = builtin === true && typeof id === 'string' ? id.replace(/^./u, '') : id;
      return isUnlike(slug, SLUG) ? { id, builtin } : undefined;
    },
  },
  {
    name: 'slug_valid',
    entity: Group,
    sentence: 'The slug of a group is lower-case letters and digits, with - and _ between them.',
    enforcement: 'C',
    breaks: ({ slug }) => (isUnlike(slug, SLUG) ? { slug } : undefined),
  },
  {
    name: 'group_not_fixed',
    entity: GroupClaim,
    sentence: 'Only a fixed group may have claims.',
    enforcement: 'T',
    mend: 'Pass a group of the type fixed, or none and one is made.',
    breaks: (row, look) => {
      const group = look.parent(row, 'group', Group);
      return group && group['type'] !== 'fixed' ? { group: row['group'], type: group['type'] } : undefined;
    },
  },
];
