import {
  Course,
  CourseExecutionBackend,
  CourseFamily,
  ExecutionBackend,
  Organization,
} from '../../entities/course/catalog.ts';
import { User } from '../../entities/course/people.ts';
import { factory } from '../factory.ts';
import { audit, linkAudit } from './audit.ts';
import { fictionalTelephone } from './contact.ts';
import { countries, localities, streets } from './words/institutions.ts';

export const organization = factory(Organization, {
  parents: { user: { optional: User } },
  columns: {
    ...audit,
    organizationType: ({ parents }) => (parents.user ? 'user' : 'organization'),
    path: ({ parents, tag }) => parents.user?.id.replaceAll('-', '') ?? `org${tag}`,
    parentPath: ({ row }) => (row.path.includes('.') ? row.path.slice(0, row.path.lastIndexOf('.')) : null),
    title: ({ row, tag }) => (row.organizationType === 'user' ? null : `Organization ${tag}`),
    email: ({ row }) => `office@${row.path.split('.').reverse().join('.')}.example.edu`,
    telephone: ({ random }) => fictionalTelephone(random),
    faxNumber: ({ random }) => fictionalTelephone(random),
    url: ({ row }) => `https://www.example.edu/${row.path.replaceAll('.', '/')}`,
    postalCode: ({ random }) => `X-${random.integer(1000, 9999)}`,
    locality: ({ random }) => random.pick(localities).locality,
    region: ({ row }) => localities.find(({ locality }) => locality === row.locality)?.region ?? null,
    country: ({ random }) => random.pick(countries),
    streetAddress: ({ random }) => `${random.pick(streets)} ${random.integer(1, 120)}`,
  },
});

export const courseFamily = factory(CourseFamily, {
  parents: { organization: Organization },
  columns: { ...audit, path: ({ tag }) => `family${tag}`, title: ({ tag }) => `Course Family ${tag}` },
});

export const course = factory(Course, {
  parents: { courseFamily: CourseFamily },
  columns: {
    ...audit,
    organization: ({ parents }) => parents.courseFamily.organization,
    path: ({ tag }) => `course${tag}`,
    title: ({ tag }) => `Course ${tag}`,
    versionIdentifier: 'v1',
  },
});

export const executionBackend = factory(ExecutionBackend, {
  columns: { ...audit, type: 'python', slug: ({ tag }) => `python-${tag}` },
});

export const courseExecutionBackend = factory(CourseExecutionBackend, {
  parents: { course: Course, executionBackend: ExecutionBackend },
  columns: linkAudit,
});
