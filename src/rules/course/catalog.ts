import { Course, CourseFamily, ExecutionBackend, Organization } from '../../entities/course/catalog.ts';
import { isOther, isPresent, isUnlike } from '../compare.ts';
import type { RowRule } from '../row-rule.ts';
import { pathAbove } from './paths.ts';

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const ORGANIZATION_PATH = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
/** Of execution backends and content types. */
export const PLAIN_SLUG = /^[A-Za-z0-9_-]+$/;

export const catalogRules: readonly RowRule[] = [
  {
    name: 'organization_user_condition',
    entity: Organization,
    sentence: 'An organization belongs to a user exactly when its organizationType is user.',
    enforcement: 'C',
    breaks: ({ organizationType, user }) =>
      isPresent(organizationType) && isPresent(user) !== (organizationType === 'user')
        ? { organizationType, user }
        : undefined,
  },
  {
    name: 'organization_title_condition',
    entity: Organization,
    sentence: 'An organization is without a title exactly when its organizationType is user.',
    enforcement: 'C',
    breaks: ({ organizationType, title }) =>
      isPresent(organizationType) && isPresent(title) === (organizationType === 'user')
        ? { organizationType, title }
        : undefined,
  },
  {
    name: 'organization_user_path',
    entity: Organization,
    sentence: "The path of a user's organization is the user's id without hyphens.",
    enforcement: 'T',
    mend: 'Leave the path out.',
    breaks: ({ user, path }) =>
      typeof user === 'string' && isPresent(path) && path !== user.replaceAll('-', '')
        ? { user, path }
        : undefined,
  },
  {
    name: 'organization_valid_path',
    entity: Organization,
    sentence:
      'Every label of an organization’s path is lower-case letters and digits, with hyphens between them, of at most 63 characters.',
    enforcement: 'T',
    // The database makes the path of a user's organization, whatever it was given.
    breaks: ({ user, path }) =>
      !isPresent(user) && isUnlike(path, ORGANIZATION_PATH) ? { path } : undefined,
  },
  {
    name: 'organization_parent_path',
    entity: Organization,
    sentence: 'The parentPath of an organization is its path without the last label.',
    enforcement: 'C',
    mend: 'Leave the parentPath out.',
    breaks: ({ path, parentPath }) =>
      isPresent(path) && parentPath !== pathAbove(path) ? { path, parentPath } : undefined,
  },
  {
    name: 'fk_organization_parent',
    entity: Organization,
    sentence: 'An organization stands below one of its own organizationType.',
    enforcement: 'C',
    mend: 'Make the organization above first, or use the trait `childOf`.',
    breaks: ({ organizationType, path, user }, look) => {
      const above = pathAbove(path);
      if (above === null || isPresent(user) || !isPresent(organizationType)) return undefined;
      if (look.find(Organization, { organizationType, path: above })) return undefined;
      return { organizationType, path };
    },
  },
  {
    name: 'organization_live_below_archived',
    entity: Organization,
    sentence: 'A live organization has no archived one above it.',
    enforcement: 'S',
    mend: 'Archive it too, or pass a parent that is alive.',
    breaks: ({ organizationType, path, archivedAt }, look) => {
      const above = pathAbove(path);
      if (above === null || isPresent(archivedAt) || !isPresent(organizationType)) return undefined;
      const parent = look.find(Organization, { organizationType, path: above });
      return parent && isPresent(parent['archivedAt'])
        ? { path, archivedAt, 'archivedAt above': parent['archivedAt'] }
        : undefined;
    },
  },
  {
    name: 'course_organization',
    entity: Course,
    sentence: 'A course is of the organization of its courseFamily.',
    enforcement: 'T',
    mend: 'Leave the organization out: it comes from the courseFamily.',
    breaks: (row, look) => {
      const { courseFamily, organization } = row;
      const theirs = look.parent(row, 'courseFamily', CourseFamily)?.['organization'];
      return isOther(theirs, organization) ? { courseFamily, organization } : undefined;
    },
  },
  {
    name: 'execution_backend_slug_check',
    entity: ExecutionBackend,
    sentence: 'The slug of an execution backend is letters, digits, - and _.',
    enforcement: 'C',
    breaks: ({ slug }) => (isUnlike(slug, PLAIN_SLUG) ? { slug } : undefined),
  },
];
