import { isGiven, labelsOf, parentsOf, pathAbove, rowsOf } from './dataset.ts';
import type { Rule } from './rule.ts';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const PLAIN_SLUG = /^[A-Za-z0-9_-]+$/;

/** Organizations, courses and backends. */
export const catalogRules: readonly Rule[] = [
  {
    table: 'organization',
    name: 'organization_user_condition',
    isBroken: ({ organization_type: type, user_id: user }) =>
      isGiven(type) && isGiven(user) !== (type === 'user'),
  },
  {
    table: 'organization',
    name: 'organization_title_condition',
    isBroken: ({ organization_type: type, title }) => isGiven(type) && isGiven(title) === (type === 'user'),
  },
  {
    table: 'organization',
    name: 'organization_user_path',
    isBroken: ({ user_id: user, path }) =>
      typeof user === 'string' && isGiven(path) && path !== user.replaceAll('-', ''),
  },
  {
    table: 'organization',
    name: 'organization_valid_path',
    isBroken: ({ path }) => {
      const labels = labelsOf(path);
      if (!labels) return false;
      return labels.length === 0 || !labels.every((label) => LABEL.test(label) && label.length <= 63);
    },
  },
  {
    table: 'organization',
    name: 'organization_parent_path_generated',
    isBroken: ({ path, parent_path: above }) => above !== (pathAbove(path) ?? null),
  },
  {
    table: 'organization',
    name: 'organization_live_below_archived',
    isBroken: ({ organization_type: type, path, archived_at: archived }, dataset) => {
      const labels = labelsOf(path);
      if (!labels || !isGiven(type) || isGiven(archived)) return false;
      return rowsOf(dataset, 'organization').some((above) => {
        if (above['organization_type'] !== type || !isGiven(above['archived_at'])) return false;
        const start = labelsOf(above['path']);
        if (!start || start.length === 0 || start.length >= labels.length) return false;
        return start.every((label, i) => label === labels[i]);
      });
    },
  },
  {
    table: 'course',
    name: 'course_organization',
    isBroken: (course, dataset) =>
      isGiven(course['organization_id']) &&
      parentsOf(dataset, 'course_family', course['course_family_id']).some(
        ({ organization_id: theirs }) => isGiven(theirs) && theirs !== course['organization_id'],
      ),
  },
  {
    table: 'execution_backend',
    name: 'execution_backend_slug_check',
    isBroken: ({ slug }) => typeof slug === 'string' && !PLAIN_SLUG.test(slug),
  },
  {
    table: 'course_content_type',
    name: 'course_content_type_slug_check',
    isBroken: ({ slug }) => typeof slug === 'string' && !PLAIN_SLUG.test(slug),
  },
  {
    table: 'course_member',
    name: 'course_member_student_valid',
    isBroken: (member) => member['course_role_id'] === '_student' && !isGiven(member['course_group_id']),
  },
];
