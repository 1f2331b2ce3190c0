import * as boardroom from '../entities/boardroom.ts';
import * as course from '../entities/course/index.ts';
import * as practice from '../entities/practice.ts';
import * as procurement from '../entities/procurement.ts';
import type { EntityClass } from '../entities/row.ts';

/** Tables that are looked at together. */
export interface Area {
  readonly title: string;
  readonly entities: readonly EntityClass[];
}

/** The course platform's tables, in the order in which one gets to know them. */
export const courseAreas: readonly Area[] = [
  {
    title: 'People',
    entities: [course.User, course.Profile, course.StudentProfile, course.Account, course.Session],
  },
  {
    title: 'Roles, groups, claims',
    entities: [
      course.Role,
      course.RoleClaim,
      course.UserRole,
      course.Group,
      course.GroupClaim,
      course.UserGroup,
    ],
  },
  {
    title: 'Organizations and courses',
    entities: [
      course.Organization,
      course.CourseFamily,
      course.Course,
      course.ExecutionBackend,
      course.CourseExecutionBackend,
    ],
  },
  {
    title: 'Members and content',
    entities: [
      course.CourseRole,
      course.CourseGroup,
      course.CourseMember,
      course.CourseContentKind,
      course.CourseContentType,
      course.CourseContent,
    ],
  },
  {
    title: 'Submissions and results',
    entities: [course.CourseSubmissionGroup, course.CourseSubmissionGroupMember, course.Result],
  },
  { title: 'Messages', entities: [course.CodeabilityMessage, course.CodeabilityMessageRead] },
];

/** The boardroom platform's tables. */
export const boardroomAreas: readonly Area[] = [
  { title: 'People and rooms', entities: [boardroom.User, boardroom.Boardroom] },
  { title: 'Sessions and threads', entities: [boardroom.Session, boardroom.Thread] },
];

/** The practice platform's tables. */
export const practiceAreas: readonly Area[] = [
  {
    title: 'Tracks, sessions and submissions',
    entities: [practice.Track, practice.Session, practice.Submission],
  },
];

/** The tables of the purchase-order generator. */
export const procurementAreas: readonly Area[] = [
  {
    title: 'Organisations and users',
    entities: [procurement.Organisation, procurement.User, procurement.Session],
  },
  { title: 'Request forms', entities: [procurement.Porf, procurement.PorfLine] },
];
