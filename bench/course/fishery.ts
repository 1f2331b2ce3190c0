import { faker } from '@faker-js/faker/locale/en';
import { Factory } from 'fishery';
import type { Course, CourseFamily, Organization } from '../../src/entities/course/catalog.ts';
import type { CourseGroup, CourseMember } from '../../src/entities/course/members.ts';
import type { User } from '../../src/entities/course/people.ts';
import type { RowOf } from '../../src/entities/row.ts';
import { localities, streets } from '../../src/factories/course/words/institutions.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';

/** A row with some of its keys replaced by the objects that they stand for. */
type With<E, Parents> = Omit<RowOf<E>, keyof Parents> & Parents;

type OrganizationObject = RowOf<Organization>;
type FamilyObject = With<CourseFamily, { organization: OrganizationObject }>;
type CourseObject = With<Course, { courseFamily: FamilyObject; organization: OrganizationObject }>;
type GroupObject = With<CourseGroup, { course: CourseObject }>;
type MemberObject = With<
  CourseMember,
  { user: RowOf<User>; course: CourseObject; courseGroup: GroupObject; courseRole: { id: string } }
>;

const audit = () => ({
  id: faker.string.uuid(),
  version: 0,
  createdAt: DEFAULT_NOW,
  updatedAt: DEFAULT_NOW,
  properties: null,
  createdBy: null,
  updatedBy: null,
});

const telephone = (): string =>
  `+1-${faker.number.int({ min: 201, max: 989 })}-555-01${faker.string.numeric(2)}`;

/** The columns of our factory, with faker where ours is random; its ids can be had again by a seed, as ours. */
export const userFactory = Factory.define<RowOf<User>>(({ sequence }) => {
  const givenName = faker.person.firstName();
  const familyName = faker.person.lastName();
  return {
    ...audit(),
    archivedAt: null,
    number: `U${String(sequence).padStart(6, '0')}`,
    givenName,
    familyName,
    email: `${givenName}.${familyName}.${sequence}@example.org`.toLowerCase(),
    userType: 'user',
    fsNumber: sequence,
    authToken: null,
    tokenExpiration: null,
    username: `${givenName}.${sequence}`.toLowerCase(),
  };
});

const organizationFactory = Factory.define<OrganizationObject>(({ sequence }) => {
  const { locality, region, country } = faker.helpers.arrayElement(localities);
  return {
    ...audit(),
    number: null,
    title: `Organization ${sequence}`,
    description: null,
    archivedAt: null,
    email: `office@org${sequence}.example.edu`,
    telephone: telephone(),
    faxNumber: telephone(),
    url: `https://www.example.edu/org${sequence}`,
    postalCode: `X-${faker.number.int({ min: 1000, max: 9999 })}`,
    locality,
    region,
    country,
    streetAddress: `${faker.helpers.arrayElement(streets)} ${faker.number.int({ min: 1, max: 120 })}`,
    organizationType: 'organization',
    user: null,
    path: `org${sequence}`,
    parentPath: null,
  };
});

const familyFactory = Factory.define<FamilyObject>(({ sequence, associations }) => ({
  ...audit(),
  title: `Course Family ${sequence}`,
  description: null,
  path: `family${sequence}`,
  organization: associations.organization ?? organizationFactory.build(),
}));

const courseFactory = Factory.define<CourseObject>(({ sequence, associations }) => {
  const courseFamily = associations.courseFamily ?? familyFactory.build();
  return {
    ...audit(),
    title: `Course ${sequence}`,
    description: null,
    path: `course${sequence}`,
    courseFamily,
    organization: courseFamily.organization,
    versionIdentifier: 'v1',
  };
});

const groupFactory = Factory.define<GroupObject>(({ sequence, associations }) => ({
  ...audit(),
  title: `Group ${sequence}`,
  description: null,
  course: associations.course ?? courseFactory.build(),
}));

/** A member with everything above it, as plain objects. */
export const memberFactory = Factory.define<MemberObject>(({ associations }) => {
  const course = associations.course ?? courseFactory.build();
  return {
    ...audit(),
    user: associations.user ?? userFactory.build(),
    course,
    courseGroup: associations.courseGroup ?? groupFactory.build({}, { associations: { course } }),
    courseRole: { id: '_student' },
  };
});

/** A member's row; its keys are given. */
export const memberRowFactory = Factory.define<RowOf<CourseMember>>(({ params }) => ({
  ...audit(),
  user: params.user ?? '',
  course: params.course ?? '',
  courseGroup: params.courseGroup ?? null,
  courseRole: '_student',
}));
