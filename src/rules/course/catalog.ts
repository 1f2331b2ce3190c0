import { Course, CourseFamily, ExecutionBackend, Organization } from '../../entities/course/catalog.ts';
import { User } from '../../entities/course/people.ts';
import { isOther, isPresent, isUnlike } from '../compare.ts';
import { defineRules } from '../rule.ts';
import { pathAbove } from './paths.ts';

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const ORGANIZATION_PATH = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
/** Of execution backends and content types. */
export const PLAIN_SLUG = /^[A-Za-z0-9_-]+$/;

const family = 'left join public.course_family as family on family.id = course.course_family_id';
/** Those that have an archived one above them, however far. */
const buried = `left join (
  select distinct below.organization_type, below.path from public.organization as below
   cross join lateral generate_series(1, public.nlevel(below.path) - 1) as depth
    join public.organization as above on above.organization_type = below.organization_type
     and above.path operator(public.=) public.subpath(below.path, 0, depth)
   where above.archived_at is not null
) as buried on buried.organization_type = organization.organization_type and buried.path operator(public.=) organization.path`;

export const catalogRules = defineRules([
  {
    name: 'organization_user_condition',
    entity: Organization,
    description: 'An organization belongs to a user exactly when its organizationType is user.',
    enforcedBy: 'constraint',
    breaks: ({ organizationType, user }) =>
      isPresent(organizationType) && isPresent(user) !== (organizationType === 'user')
        ? { organizationType, user }
        : undefined,
    counterexample: (make) => {
      const user = make.row(User);
      const path = user.id.replaceAll('-', '');
      return { insert: Organization, row: { ...make.spare(Organization), user: user.id, path } };
    },
  },
  {
    name: 'organization_title_condition',
    entity: Organization,
    description: 'An organization is without a title exactly when its organizationType is user.',
    enforcedBy: 'constraint',
    breaks: ({ organizationType, title }) =>
      isPresent(organizationType) && isPresent(title) === (organizationType === 'user')
        ? { organizationType, title }
        : undefined,
    counterexample: (make) => ({ insert: Organization, row: { ...make.spare(Organization), title: null } }),
  },
  {
    name: 'organization_user_path',
    entity: Organization,
    description: "The path of a user's organization is the user's id without hyphens.",
    enforcedBy: 'trigger',
    hint: 'Leave the path out.',
    corrects: true,
    violations: {
      broken: `organization.path::text <> replace(organization.user_id::text, '-', '')`,
      right: `replace(organization.user_id::text, '-', '')`,
    },
    breaks: ({ user, path }) =>
      typeof user === 'string' && isPresent(path) && path !== user.replaceAll('-', '')
        ? { user, path }
        : undefined,
    counterexample: (make) => {
      const row = { ...make.spare(Organization, {}, 'userOwned'), path: make.spare(Organization).path };
      return { insert: Organization, row, corrected: ['path'] };
    },
  },
  {
    name: 'organization_valid_path',
    entity: Organization,
    description:
      'Every label of an organization’s path is lower-case letters and digits, with hyphens between them, of at most 63 characters.',
    enforcedBy: 'trigger',
    // The database makes the path of a user's organization, whatever it was given.
    violations: {
      broken: `organization.path::text !~ '${ORGANIZATION_PATH.source}'`,
      right: `'labels of lower-case letters and digits, with hyphens between them'`,
    },
    breaks: ({ user, path }) =>
      !isPresent(user) && isUnlike(path, ORGANIZATION_PATH) ? { path } : undefined,
    counterexample: (make) => {
      const row = make.spare(Organization);
      return { insert: Organization, row: { ...row, path: row.path.toUpperCase() } };
    },
  },
  {
    name: 'organization_parent_path_generated',
    entity: Organization,
    description: 'The parentPath of an organization is its path without the last label.',
    enforcedBy: 'constraint',
    hint: 'Leave the parentPath out.',
    breaks: ({ path, parentPath }) =>
      isPresent(path) && parentPath !== pathAbove(path) ? { path, parentPath } : undefined,
    counterexample: (make) => {
      const { path } = make.row(Organization);
      return { insert: Organization, row: { ...make.spare(Organization), parentPath: path } };
    },
  },
  {
    name: 'fk_organization_parent',
    entity: Organization,
    description: 'An organization stands below one of its own organizationType.',
    enforcedBy: 'constraint',
    hint: 'Make the organization above first, or use the trait `childOf`.',
    breaks: ({ organizationType, path, user }, look) => {
      const above = pathAbove(path);
      if (above === null || isPresent(user) || !isPresent(organizationType)) return undefined;
      if (look.find(Organization, { organizationType, path: above })) return undefined;
      return { organizationType, path };
    },
    counterexample: (make) => {
      const row = make.spare(Organization);
      return { insert: Organization, row: { ...row, path: `nowhere.${row.path}` } };
    },
  },
  {
    name: 'organization_live_below_archived',
    entity: Organization,
    description: 'A live organization has no archived one above it.',
    enforcedBy: 'verify',
    hint: 'Archive it too, or pass a parent that is alive.',
    violations: {
      joins: [buried],
      broken: 'buried.path is not null and organization.archived_at is null',
      right: `'archived, as one above it is'`,
    },
    breaks: ({ organizationType, path, archivedAt }, look) => {
      const above = pathAbove(path);
      if (above === null || isPresent(archivedAt) || !isPresent(organizationType)) return undefined;
      const parent = look.find(Organization, { organizationType, path: above });
      return parent && isPresent(parent['archivedAt'])
        ? { path, archivedAt, 'archivedAt above': parent['archivedAt'] }
        : undefined;
    },
    counterexample: (make) => {
      const parent = make.row(Organization, {}, 'archived');
      return { insert: Organization, row: { ...make.spare(Organization, { parent }), archivedAt: null } };
    },
  },
  {
    name: 'course_organization',
    entity: Course,
    description: 'A course is of the organization of its courseFamily.',
    enforcedBy: 'trigger',
    hint: 'Leave the organization out: it comes from the courseFamily.',
    corrects: true,
    violations: {
      joins: [family],
      broken: 'family.organization_id <> course.organization_id',
      right: `'organization_id ' || family.organization_id`,
    },
    breaks: (row, look) => {
      const { courseFamily, organization } = row;
      const theirs = look.parent(row, 'courseFamily', CourseFamily)?.['organization'];
      return isOther(theirs, organization) ? { courseFamily, organization } : undefined;
    },
    counterexample: (make) => ({
      insert: Course,
      row: { ...make.spare(Course), organization: make.row(Organization).id },
      corrected: ['organization'],
    }),
  },
  {
    name: 'execution_backend_slug_check',
    entity: ExecutionBackend,
    description: 'The slug of an execution backend is letters, digits, - and _.',
    enforcedBy: 'constraint',
    breaks: ({ slug }) => (isUnlike(slug, PLAIN_SLUG) ? { slug } : undefined),
    counterexample: (make) => {
      const row = make.spare(ExecutionBackend);
      return { insert: ExecutionBackend, row: { ...row, slug: row.slug.replace('-', ' ') } };
    },
  },
]);
