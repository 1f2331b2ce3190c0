import {
  Course,
  CourseFamily,
  Organization,
  type OrganizationType,
  organizationTypes,
} from '../../entities/course/catalog.ts';
import { User } from '../../entities/course/people.ts';
import type { RowOf } from '../../entities/row.ts';
import { after, DAY } from '../../random/clock.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import { contradictoryParents } from '../contradictory-parents.ts';
import type { ParentInput } from '../definition.ts';
import { factory } from '../factory.ts';
import { audit, writers } from './audit.ts';
import { courseExecutionBackend } from './backends.ts';
import { fictionalPostalCode, fictionalTelephone } from './contact.ts';
import { courseContent, courseContentType } from './content.ts';
import { courseGroup, courseMember } from './members.ts';
import { folders, fullPathOf, noDetails, repository } from './repositories.ts';
import { courseSubmissionGroup, courseSubmissionGroupMember, result } from './submissions.ts';
import { localities, streets } from './words/institutions.ts';

/** An organization at the root, unless `parent` names one to stand below, whose type it then has. */
export const organization = factory(Organization, {
  parents: {
    ...writers,
    user: { of: User, optional: true },
    parent: { of: Organization, optional: true },
  },
  columns: {
    ...audit,
    archivedAt: ({ parents }) => parents.parent?.archivedAt ?? null,
    organizationType: ({ parents }) => typeOf(parents),
    path: ({ parents: { user, parent }, tag }) =>
      user?.id.replaceAll('-', '') ?? `${parent ? `${parent.path}.` : ''}org${tag}`,
    parentPath: ({ row }) => (row.path.includes('.') ? row.path.slice(0, row.path.lastIndexOf('.')) : null),
    title: ({ row, tag }) => (row.organizationType === 'user' ? null : `Organization ${tag}`),
    locality: ({ random }) => random.pick(localities).locality,
    region: ({ row }) => placeOf(row.locality)?.region ?? null,
    country: ({ row }) => placeOf(row.locality)?.country ?? null,
    streetAddress: ({ random }) => `${random.pick(streets)} ${random.integer(1, 120)}`,
    // Once the country is known.
    postalCode: ({ row, random }) => fictionalPostalCode(random, row.country ?? null),
    telephone: ({ row, random }) => fictionalTelephone(random, row.country ?? null),
    faxNumber: ({ row, random }) => fictionalTelephone(random, row.country ?? null),
    email: ({ row }) => `office@${row.path.split('.').reverse().join('.')}.example.edu`,
    url: ({ row }) => `https://www.example.edu/${row.path.replaceAll('.', '/')}`,
    properties: ({ row }) => repository(folders(row.path)),
  },
}).traits({
  /** The organization of one person. */
  userOwned: () => ({ parents: { user: {} } }),
  community: () => ({ columns: { organizationType: ({ parents }) => typeOf(parents, 'community') } }),
  /** Below another one, of the same type; below a new one unless it is named. */
  childOf: (parent: ParentInput<typeof Organization> = {}) => ({ parents: { parent } }),
  archived: () => ({ columns: { archivedAt: ({ now }) => after(now, -30 * DAY) } }),
});

/** One of the towns, by its name. */
const placeOf = (town: string | null | undefined) => localities.find(({ locality }) => locality === town);

/** The type that all who have a say in it agree on; nothing stands below the organization of a person. */
function typeOf(
  { user, parent }: { readonly user: object | null; readonly parent: RowOf<Organization> | null },
  wanted?: OrganizationType,
): OrganizationType {
  const says: [string, OrganizationType][] = [];
  if (wanted) says.push(['trait', wanted]);
  if (user) says.push(['user', 'user']);
  if (parent) says.push(['parent', parent.organizationType]);
  const [first, second] = says;
  if (first && second && first[1] !== second[1]) {
    throw contradictoryParents('organization', 'organizationType', first, second);
  }
  if (parent?.organizationType === 'user') {
    const others = organizationTypes.filter((type) => type !== 'user').join(' or ');
    throw contradictoryParents('organization', 'organizationType', ['place', others], ['parent', 'user']);
  }
  return first?.[1] ?? 'organization';
}

export const courseFamily = factory(CourseFamily, {
  parents: { ...writers, organization: Organization },
  columns: {
    ...audit,
    path: ({ tag }) => `family${tag}`,
    title: ({ tag }) => `Course Family ${tag}`,
    properties: ({ row, parents }) => repository(`${fullPathOf(parents.organization)}/${folders(row.path)}`),
  },
});

export const course = factory(Course, {
  parents: {
    ...writers,
    courseFamily: CourseFamily,
    organization: { of: Organization, through: 'courseFamily' },
  },
  /** What its `properties` say beside the repository. */
  transient: { details: noDetails },
  columns: {
    ...audit,
    path: ({ tag }) => `course${tag}`,
    title: ({ tag }) => `Course ${tag}`,
    versionIdentifier: ({ random }) => hexadecimal(random, 40),
    properties: ({ row, parents, transient }) => ({
      ...repository(`${fullPathOf(parents.courseFamily)}/${folders(row.path)}`),
      ...transient.details,
    }),
  },
}).traits({
  /** With an owner and that many students, three unless said otherwise, all in one group. */
  withMembers: (students = 3) => ({
    afterCreate: ({ row, add }) => {
      add(courseMember.owner(), { course: row });
      const group = add(courseGroup, { course: row });
      for (let i = 0; i < students; i++) add(courseMember, { course: row, courseGroup: group });
    },
  }),
  /** With that many weeks: a unit each, with an assignment and a quiz. */
  withContent: (weeks = 1) => ({
    afterCreate: ({ row, add }) => {
      const type = (courseContentKind: string) => add(courseContentType, { course: row, courseContentKind });
      const [units, assignments, quizzes] = [type('unit'), type('assignment'), type('quiz')];
      for (let week = 0; week < weeks; week++) {
        const unit = add(courseContent, { course: row, courseContentType: units });
        add(courseContent.under(unit), { courseContentType: assignments });
        add(courseContent.under(unit), { courseContentType: quizzes });
      }
    },
  }),
  withBackends: (count = 1) => ({
    afterCreate: ({ row, add }) => {
      for (let i = 0; i < count; i++) add(courseExecutionBackend, { course: row });
    },
  }),
  /** In mid-term: staff, six students, an assignment, and what each of them handed in. */
  running: () => ({
    afterCreate: ({ row, add }) => {
      add(courseMember.owner(), { course: row });
      add(courseMember.studyAssistant(), { course: row });
      const group = add(courseGroup, { course: row });
      const content = add(courseContent, { course: row });
      const backend = add(courseExecutionBackend, { course: row }).executionBackend;
      for (let i = 0; i < 6; i++) {
        const student = add(courseMember, { course: row, courseGroup: group });
        const submission = add(courseSubmissionGroup, { courseContent: content });
        add(courseSubmissionGroupMember, { courseSubmissionGroup: submission, courseMember: student });
        const attempt = {
          courseMember: student,
          courseSubmissionGroup: submission,
          executionBackend: backend,
        };
        add(result.partial(i / 10), attempt);
        add(result.submitted(), attempt);
      }
    },
  }),
});
