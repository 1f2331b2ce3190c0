import { z } from 'zod';
import {
  Course,
  CourseExecutionBackend,
  CourseFamily,
  ExecutionBackend,
  Organization,
} from '../../entities/course/catalog.ts';
import { CourseContent, CourseContentType } from '../../entities/course/content.ts';
import { CourseGroup, CourseMember } from '../../entities/course/members.ts';
import { Account, Profile, StudentProfile, User } from '../../entities/course/people.ts';
import {
  CourseSubmissionGroup,
  CourseSubmissionGroupMember,
  Result,
} from '../../entities/course/submissions.ts';
import type { EntityClass, RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { executionBackends } from '../../factories/course/words/backends.ts';
import { courseGroupTitle, courseTitles, term } from '../../factories/course/words/curriculum.ts';
import { nth } from '../../factories/nth.ts';
import { after, DAY, HOUR, WEEK } from '../../random/clock.ts';
import { permute } from '../../random/permutation.ts';
import { defineScenario } from '../scenario.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import { addBackend } from './backend.ts';
import { Calendar } from './calendar.ts';
import { addInstitution } from './institution.ts';

/** How many people one unit makes. */
const CROWD = 1_000;
const LECTURERS = 100;
const ASSISTANTS = 400;
const ASSISTANTS_A_COURSE = 4;
const GROUPS_A_COURSE = 8;
const FAMILIES = 20;
/** People work from nine to nine. */
const WORKING_HOURS = 12;
const WORKING_DAYS = 6;

const parameters = z.strictObject({
  users: z.int().min(1_000).max(10_000_000).default(50_000).describe('people at the university'),
  courses: z.int().min(1).max(20_000).default(200).describe('courses of this term'),
  students: z.int().min(1).max(500).default(250).describe('students in each course'),
  tasks: z.int().min(1).max(30).default(10).describe('assignments in each course, a week each'),
  attempts: z.int().min(1).max(10).default(2).describe('results of each student for each assignment'),
});

type Parameters = z.output<typeof parameters>;

/** What every unit may point to. */
interface Campus {
  /** Where people stand: any of them can be computed. */
  readonly people: Scope;
  readonly families: readonly RowOf<CourseFamily>[];
  readonly backend: RowOf<ExecutionBackend>;
  readonly calendar: Calendar;
}

/** A whole university, for load tests: as many rows as are asked for, all of which the database could have. */
export const university = defineScenario({
  name: 'university',
  summary: 'A whole university: a million results and more, for load tests.',
  parameters,
  shared(scope, { tasks }): Campus {
    const calendar = new Calendar(scope.now, tasks + 1);
    const founded = after(calendar.week(0), -400 * DAY);
    const faculties = addInstitution(scope, 0, founded);
    const families = times(FAMILIES, (n) => {
      const words = nth(courseTitles, n);
      const organization = nth(faculties, n);
      return scope.add(make.courseFamily, n, {
        ...words,
        path: `${words.path}${n}`,
        organization,
        createdAt: founded,
      });
    });
    const backend = addBackend(scope, 0, nth(executionBackends, 0), founded);
    return { people: scope, families, backend, calendar };
  },
  units: ({ users, courses }) => crowds(users) + courses,
  *unit(scope, given, k, campus) {
    const crowd = crowds(given.users);
    if (k < crowd) addPeople(scope.in(campus.people), given, k * CROWD, campus.calendar);
    else yield* addCourse(scope, given, k - crowd, campus);
  },
  counts: ({ users, courses, students, tasks, attempts }) => {
    const handIns = courses * students * tasks;
    return new Map<EntityClass, number>([
      [User, users],
      [Account, users],
      [Profile, users],
      [StudentProfile, users - LECTURERS],
      [Organization, 5],
      [CourseFamily, FAMILIES],
      [ExecutionBackend, 1],
      [Course, courses],
      [CourseExecutionBackend, courses],
      [CourseGroup, courses * GROUPS_A_COURSE],
      [CourseMember, courses * (1 + ASSISTANTS_A_COURSE + students)],
      [CourseContentType, courses * 2],
      [CourseContent, courses * (1 + tasks)],
      [CourseSubmissionGroup, handIns],
      [CourseSubmissionGroupMember, handIns],
      [Result, handIns * attempts],
    ]);
  },
});

const crowds = (users: number): number => Math.ceil(users / CROWD);

function addPeople(scope: Scope, { users }: Parameters, first: number, calendar: Calendar): void {
  for (let i = first; i < Math.min(first + CROWD, users); i++) {
    const createdAt = joined(calendar, i);
    const user = scope.add(make.user, i, { createdAt });
    scope.add(make.account, i, { user, createdAt });
    scope.add(make.profile, i, { user, createdAt });
    if (i >= LECTURERS) scope.add(make.studentProfile, i, { user, createdAt });
  }
}

/** Some of them came each working hour of a year. */
const joined = (calendar: Calendar, i: number): Date =>
  after(calendar.week(0), -(30 + (i % 330)) * DAY + (9 + (i % WORKING_HOURS)) * HOUR);

interface Staff {
  readonly lecturer: RowOf<User>;
  readonly assistants: readonly RowOf<User>[];
}

function* addCourse(scope: Scope, given: Parameters, c: number, campus: Campus): Generator<undefined> {
  const { people, backend, calendar } = campus;
  const person = (i: number): RowOf<User> => people.compute(make.user, i, { createdAt: joined(calendar, i) });
  const prepared = after(calendar.week(0), -2 * WEEK);
  const staff: Staff = {
    lecturer: person(c % LECTURERS),
    assistants: times(ASSISTANTS_A_COURSE, (a) =>
      person(LECTURERS + ((c * ASSISTANTS_A_COURSE + a) % ASSISTANTS)),
    ),
  };
  const written = { createdAt: prepared, createdBy: staff.lecturer.id };
  const course = scope.add(make.course, 0, { ...written, ...titleOf(c, campus) });
  scope.add(make.courseExecutionBackend, 0, { course, executionBackend: backend, createdAt: prepared });

  const students = addMembers(scope, given, course, staff, { createdAt: prepared, person });
  const assignments = addAssignments(scope, given, course, backend, written);
  for (const [week, content] of assignments.entries()) {
    yield;
    addHandIns(scope.below('task', week), given, content, students, {
      staff,
      backend,
      opened: calendar.week(week),
      calendar,
    });
  }
}

function titleOf(c: number, { families, calendar }: Campus) {
  const courseFamily = families[c % FAMILIES] as RowOf<CourseFamily>;
  const { year, half } = calendar.half;
  const { title, path } = term(year, half);
  const run = Math.floor(c / FAMILIES);
  return {
    courseFamily,
    path: `${path}${run > 0 ? `x${run}` : ''}`,
    title: `${courseFamily.title}, ${title}${run > 0 ? ` (${run + 1})` : ''}`,
  };
}

function addMembers(
  scope: Scope,
  { users, students }: Parameters,
  course: RowOf<Course>,
  { lecturer, assistants }: Staff,
  { createdAt, person }: { readonly createdAt: Date; readonly person: (i: number) => RowOf<User> },
): RowOf<CourseMember>[] {
  const groups = times(GROUPS_A_COURSE, (n) =>
    scope.add(make.courseGroup, n, { course, title: courseGroupTitle(n), createdAt }),
  );
  scope.add(make.courseMember, 0, { user: lecturer, course, courseRole: '_owner', createdAt });
  for (const [a, user] of assistants.entries()) {
    scope.add(make.courseMember, 1 + a, { user, course, courseRole: '_study_assistant', createdAt });
  }
  // Those who teach are not among them, so that no person is a member twice.
  const first = LECTURERS + ASSISTANTS;
  return times(students, (s) => {
    const user = person(first + permute(scope.address.key, users - first, s));
    const courseGroup = groups[s % GROUPS_A_COURSE] ?? null;
    return scope.add(make.courseMember, 1 + ASSISTANTS_A_COURSE + s, {
      user,
      course,
      courseGroup,
      createdAt,
    });
  });
}

function addAssignments(
  scope: Scope,
  { tasks, attempts }: Parameters,
  course: RowOf<Course>,
  executionBackend: RowOf<ExecutionBackend>,
  written: { readonly createdAt: Date; readonly createdBy: string },
): RowOf<CourseContent>[] {
  const type = (n: number, courseContentKind: string, title: string) =>
    scope.add(make.courseContentType, n, {
      ...written,
      course,
      courseContentKind,
      slug: courseContentKind,
      title,
    });
  const units = type(0, 'unit', 'Unit');
  const assignments = type(1, 'assignment', 'Assignment');
  scope.add(make.courseContent, 0, {
    ...written,
    course,
    courseContentType: units,
    path: 'tasks',
    title: 'Assignments',
    position: 0,
  });
  return times(tasks, (t) =>
    scope.add(make.courseContent, 1 + t, {
      ...written,
      course,
      courseContentType: assignments,
      executionBackend,
      path: `tasks.week_${String(t + 1).padStart(2, '0')}`,
      title: `Assignment ${t + 1}`,
      position: t + 1,
      maxGroupSize: 1,
      maxTestRuns: attempts,
      maxSubmissions: 1,
    }),
  );
}

interface Week {
  readonly staff: Staff;
  readonly backend: RowOf<ExecutionBackend>;
  readonly opened: Date;
  readonly calendar: Calendar;
}

/** Each student hands in alone; the last attempt is the one that counts. */
function addHandIns(
  scope: Scope,
  { attempts }: Parameters,
  courseContent: RowOf<CourseContent>,
  students: readonly RowOf<CourseMember>[],
  { staff, backend, opened, calendar }: Week,
): void {
  const begun = after(opened, 8 * HOUR);
  const graded = calendar.past(after(opened, WEEK + 12 * HOUR));
  for (const [s, courseMember] of students.entries()) {
    const random = scope.below('student', s).random('hand-in');
    const skill = Math.sqrt(random.unit());
    const score = (a: number): number => Math.round(20 * skill * ((a + 2) / (attempts + 1))) / 20;
    const courseSubmissionGroup = scope.add(make.courseSubmissionGroup, s, {
      courseContent,
      createdAt: begun,
      updatedAt: graded,
      updatedBy: staff.assistants[s % ASSISTANTS_A_COURSE]?.id ?? null,
      grading: score(attempts - 1),
    });
    scope.add(make.courseSubmissionGroupMember, s, { courseSubmissionGroup, courseMember, createdAt: begun });
    for (let a = 0; a < attempts; a++) {
      // Each attempt has a part of the week's working hours to itself, so that no two share a moment.
      const hours = ((a + 0.05 + 0.9 * random.unit()) / attempts) * WORKING_DAYS * WORKING_HOURS;
      const days = Math.floor(hours / WORKING_HOURS);
      const time = days * DAY + (9 + hours - days * WORKING_HOURS) * HOUR;
      scope.add(make.result, s * attempts + a, {
        courseMember,
        courseSubmissionGroup,
        courseContent,
        executionBackend: backend,
        createdAt: after(opened, Math.floor(time)),
        createdBy: courseMember.user,
        submit: a === attempts - 1,
        result: score(a),
      });
    }
  }
}
