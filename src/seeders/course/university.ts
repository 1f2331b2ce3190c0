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
import { after, DAY, MINUTE, WEEK } from '../../random/clock.ts';
import { permute } from '../../random/permutation.ts';
import { lognormal } from '../latent.ts';
import { afterOfficeTime, officeMoment } from '../office-hours.ts';
import { defineScenario } from '../scenario.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import { addBackend } from './backend.ts';
import { Calendar } from './calendar.ts';
import { addInstitution } from './institution.ts';
import { type Moments, momentAt, ofDays } from './university/activity.ts';
import { addHandIns, type Grader, type Hours, hoursOf, type Student } from './university/hand-ins.ts';
import { ASSISTANTS, LECTURERS, People } from './university/people.ts';
import { addTasks } from './university/tasks.ts';

/** How many people one unit makes. */
const CROWD = 1_000;
const ASSISTANTS_A_COURSE = 4;
const GROUPS_A_COURSE = 8;
const FAMILIES = 20;
/** Until when tasks are handed in, in hours from Monday; each course has one of them. */
const DEADLINES = [164, 114, 168, 96, 140, 164] as const;
/** The weeks before a term in which students enrol. */
const ENROLMENT = 4;

const parameters = z.strictObject({
  users: z.int().min(1_000).max(10_000_000).default(50_000).describe('people at the university'),
  courses: z.int().min(1).max(20_000).default(200).describe('courses of this term'),
  students: z.int().min(1).max(500).default(250).describe('students in each course'),
  tasks: z.int().min(1).max(30).default(10).describe('assignments in each course, a week each'),
  attempts: z
    .int()
    .min(1)
    .max(10)
    .default(2)
    .describe('results of each student for each assignment, on average'),
});

type Parameters = z.output<typeof parameters>;

/** What every unit may point to. */
interface Campus {
  readonly people: People;
  readonly families: readonly RowOf<CourseFamily>[];
  readonly backend: RowOf<ExecutionBackend>;
  readonly calendar: Calendar;
  /** Of each deadline. */
  readonly hours: readonly Hours[];
  readonly enrolment: Moments;
}

/** A whole university, for load tests: as many rows as are asked for, all of which the database could have. */
export const university = defineScenario({
  name: 'university',
  summary: 'A whole university: a million results and more, for load tests.',
  parameters,
  shared(scope, { tasks }): Campus {
    const weeks = { weeks: tasks + 2, running: tasks + 1 };
    const calendar = new Calendar({ now: scope.now, ...weeks, zone: 'UTC', holidays: '' });
    const founded = after(calendar.week(0), -4 * 364 * DAY);
    const [, ...faculties] = addInstitution(scope, 0, founded);
    const families = times(FAMILIES, (n) => {
      const words = nth(courseTitles, n);
      const round = Math.floor(n / courseTitles.length);
      const random = scope.random('family', n);
      return scope.add(make.courseFamily, n, {
        ...words,
        path: `${words.path}${n}`,
        // The same course is offered by several faculties.
        organization: nth(faculties, n + round),
        createdAt: officeMoment(after(founded, random.integer(1, 300) * DAY), random),
      });
    });
    const backend = addBackend(scope, 0, nth(executionBackends, 0), founded);
    const people = new People(scope, calendar);
    const hours = DEADLINES.map(hoursOf);
    return { people, families, backend, calendar, hours, enrolment: ofDays(0, ENROLMENT * 7 * 24) };
  },
  units: ({ users, courses }) => crowds(users) + courses,
  *unit(scope, given, k, campus) {
    const crowd = crowds(given.users);
    if (k < crowd) campus.people.add(scope, k * CROWD, Math.min((k + 1) * CROWD, given.users));
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

function* addCourse(scope: Scope, given: Parameters, c: number, campus: Campus): Generator<undefined> {
  const { people, backend, calendar, hours } = campus;
  const random = scope.random('course');
  const lecturer = people.user(c % LECTURERS);
  const weeks = ENROLMENT + 2 + random.integer(0, 2);
  const prepared = officeMoment(after(calendar.week(0), -weeks * WEEK + random.integer(0, 4) * DAY), random);
  const course = scope.add(make.course, 0, {
    ...titleOf(c, campus),
    createdAt: prepared,
    createdBy: lecturer.id,
  });
  const settled = after(prepared, random.integer(MINUTE, 20 * MINUTE));
  scope.add(make.courseExecutionBackend, 0, { course, executionBackend: backend, createdAt: settled });

  const graders = addStaff(scope, c, course, people, lecturer);
  const students = addStudents(scope, given, course, lecturer.id, campus);
  const d = random.integer(0, DEADLINES.length - 1);
  const tasks = addTasks(scope, {
    course,
    author: lecturer.id,
    family: nth(courseTitles, c % FAMILIES).path,
    backend,
    calendar,
    closes: nth(DEADLINES, d),
    tasks: given.tasks,
    maxTestRuns: 2 * given.attempts,
    prepared: settled,
  });
  for (const task of tasks) {
    yield;
    addHandIns(scope.below('task', task.week), task, {
      students,
      graders,
      backend,
      calendar,
      hours: nth(hours, d),
      attempts: given.attempts,
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

/** Adds the lecturer and the assistants, of whom one may be three times as slow as another. */
function addStaff(
  scope: Scope,
  c: number,
  course: RowOf<Course>,
  people: People,
  lecturer: RowOf<User>,
): Grader[] {
  const random = scope.random('staff');
  const { createdAt } = course;
  scope.add(make.courseMember, 0, { user: lecturer, course, courseRole: '_owner', createdAt });
  let hired = createdAt;
  return times(ASSISTANTS_A_COURSE, (a) => {
    const user = people.user(LECTURERS + ((c * ASSISTANTS_A_COURSE + a) % ASSISTANTS));
    hired = afterOfficeTime(hired, lognormal(random, 20 * MINUTE, 1.5));
    scope.add(make.courseMember, 1 + a, { user, course, courseRole: '_study_assistant', createdAt: hired });
    return { user, slowness: lognormal(random, 1, 0.5) };
  });
}

function addStudents(
  scope: Scope,
  { users, students }: Parameters,
  course: RowOf<Course>,
  author: string,
  { people, calendar, enrolment }: Campus,
): Student[] {
  const random = scope.random('enrolment');
  const groups = times(GROUPS_A_COURSE, (n) =>
    scope.add(make.courseGroup, n, {
      course,
      title: courseGroupTitle(n),
      createdAt: after(course.createdAt, (20 + n) * MINUTE + random.integer(0, MINUTE)),
      createdBy: author,
    }),
  );
  const opens = calendar.week(-ENROLMENT);
  // Those who teach are not among them, so that no person is a member twice.
  const first = LECTURERS + ASSISTANTS;
  return times(students, (s) => {
    const i = first + permute(scope.address.key, users - first, s);
    const share = random.unit();
    const member = scope.add(make.courseMember, 1 + ASSISTANTS_A_COURSE + s, {
      user: people.user(i),
      course,
      courseGroup: groups[s % GROUPS_A_COURSE] ?? null,
      // Most of them in the last days before the term.
      createdAt: after(opens, momentAt(enrolment, Math.sqrt(share))),
    });
    return { member, traits: people.traits(i) };
  });
}
