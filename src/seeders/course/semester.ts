import { z } from 'zod';
import type { Course, CourseFamily } from '../../entities/course/catalog.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { subjects, term } from '../../factories/course/words/curriculum.ts';
import { departments } from '../../factories/course/words/institutions.ts';
import { nth } from '../../factories/nth.ts';
import { WEEK } from '../../random/clock.ts';
import { defineScenario } from '../scenario.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import { Calendar, FRIDAY_NIGHT, type TermChoice, termParameters } from './calendar.ts';
import { changed } from './changed.ts';
import { addClass, type Class } from './class.ts';
import { addDraft } from './draft.ts';
import { addTutors, type Enrolment, enrolments } from './enrolment.ts';
import { addFaculty, type Faculty } from './faculty.ts';
import { type HabitChoice, habitParameters, habitsOf } from './habits.ts';
import { addWeek } from './week.ts';

/** The courses of a subject. Shares are of all students, of whom each is in one course of a subject at most. */
const tracks = [
  { share: 0.28, assignments: 2, questions: 7, due: FRIDAY_NIGHT },
  { share: 0.21, assignments: 1, questions: 5, due: { day: 4, minute: 18 * 60 } },
  { share: 0.13, assignments: 1, questions: 3, due: { day: 3, minute: 20 * 60 } },
] as const;

/** The faculties whose students the tracks of a subject are for, and by whom they are called there. */
const computing = { faculty: 'computerscience', audience: '' };
const engineers = { faculty: 'engineering', audience: ' for Engineers' };
const teachers = { faculty: 'education', audience: ' for Teachers' };
const economists = { faculty: 'economics', audience: ' for Economists' };
const mathematicians = { faculty: 'mathphys', audience: ' for Mathematicians' };
const scientists = { faculty: 'sciences', audience: ' for Scientists' };

/** Whom each subject is taught to. */
const audiences = [
  [computing, engineers, teachers],
  [computing, engineers, mathematicians],
  [computing, mathematicians, engineers],
  [computing, economists, scientists],
] as const;

const COURSES = subjects.length * tracks.length;
const STUDENTS_AN_ASSISTANT = 40;
const STUDENTS_A_GROUP = 25;
/** The course whose students are all in one group. */
const HUGE = 1;
/** The course that was held in the term before, too, and the share of all students who were in it then. */
const REPEATED = 0;
const SENIORS = 0.1;
const A_FEW = 16;
const HALF_A_YEAR = 26 * WEEK;

/** What all courses have in common, in any term. */
interface Common {
  readonly faculty: Faculty;
  readonly families: readonly RowOf<CourseFamily>[];
  readonly habits: HabitChoice;
  /** Where the versions of contents are from that were copied. */
  readonly versions: Scope;
}

/** What the courses of this term have in common. */
interface Term extends Common {
  readonly calendar: Calendar;
  readonly enrolments: readonly Enrolment[];
  /** The course of the term before. */
  readonly earlier: Class;
}

/** What staging needs: people in several courses, and whatever there is in mid-term. */
export const semester = defineScenario({
  name: 'semester',
  summary:
    'A university in mid-term: 12 courses of six faculties, one of the term before, late work, dropouts, weeks to come.',
  parameters: z.strictObject({
    students: z.int().min(30).max(20_000).default(1_200).describe('students of the university'),
    weeks: z
      .int()
      .min(3)
      .max(12)
      .default(12)
      .describe('weeks of the term, two thirds of them until now unless `start` says else'),
    ...termParameters,
    ...habitParameters,
  }),
  shared(scope, { students, ...given }): Term {
    const { weeks } = given;
    const calendar = new Calendar({ ...given, now: scope.now, running: Math.floor((2 * weeks) / 3) - 1 });
    const before = besides(calendar, given, -HALF_A_YEAR);
    const seniors = Math.max(A_FEW, Math.ceil(SENIORS * students));
    const faculty = addFaculty(scope, calendar, {
      lecturers: 10,
      assistants: Math.max(5, Math.ceil(students / 30)),
      students,
      faculties: 7,
      seniors: { students: seniors, assistants: 4, calendar: before },
      backends: subjects.map(({ backend }) => backend.slug),
    });
    const families = times(COURSES, (k) => addFamily(scope, k, faculty, k === REPEATED ? before : calendar));
    const versions = scope.below('versions', 0);
    const common = { families, faculty, versions, habits: given };
    const earlier = addClass(scope.below('earlier', 0), {
      ...planOf(REPEATED, common, before),
      archives: calendar.before(4),
      ...faculty.seniors,
      groups: Math.ceil(seniors / STUDENTS_A_GROUP),
    });
    addNext(scope.below('next', 0), earlier.course, common, calendar, besides(calendar, given, HALF_A_YEAR));
    addDraft(scope.below('draft', 0), {
      organization: faculty.organization,
      author: nth(faculty.lecturers, 4),
      createdAt: calendar.on(0, 3, 16, 12),
    });
    const enrolled = enrolments(scope, {
      faculty,
      earlier,
      shares: tracks.map(({ share }) => share),
      subjects: subjects.length,
    });
    addTutors(scope, faculty.tutors, enrolled, calendar.before(13));
    return { ...common, calendar, enrolments: enrolled, earlier };
  },
  // A unit a course; the last is the one of the term before.
  units: () => COURSES + 1,
  unit(scope, { weeks }, k, shared) {
    const of = k < COURSES ? addCourse(scope, k, shared) : shared.earlier;
    for (let w = 0; w < weeks; w++) addWeek(scope.below('week', w), w, of);
  },
});

/** The term so much later than another one, with as many weeks. */
function besides(calendar: Calendar, given: TermChoice, later: number): Calendar {
  const { now, weeks } = calendar;
  const start = new Date(calendar.local(calendar.week(0)).getTime() + later).toISOString().slice(0, 10);
  return new Calendar({ ...given, now, weeks, running: 0, start, planned: later > 0 });
}

const subjectOf = (k: number) => nth(subjects, Math.floor(k / tracks.length));
const audienceOf = (k: number) => nth(nth(audiences, Math.floor(k / tracks.length)), k);

/** Adds the family of the k-th course, at the faculty that it is for. */
function addFamily(
  scope: Scope,
  k: number,
  { organizations, lecturers }: Faculty,
  since: Calendar,
): RowOf<CourseFamily> {
  const { title, path, description } = subjectOf(k);
  const { faculty, audience } = audienceOf(k);
  const d = departments.findIndex((department) => department.path === faculty);
  const lecturer = nth(lecturers, k).id;
  return scope.add(make.courseFamily, k, {
    createdAt: since.before(49),
    createdBy: k === REPEATED ? null : lecturer,
    organization: nth(organizations, d),
    title: `${title}${audience}`,
    path,
    description,
    ...(k === REPEATED && changed(scope.now, since.before(20), { updatedBy: lecturer })),
  });
}

/** What is the same of all courses of one kind, in any term. */
function planOf(k: number, { families, faculty, versions, habits }: Common, calendar: Calendar) {
  const { assignments, questions, due } = nth(tracks, k);
  const f = Math.floor(k / tracks.length);
  const subject = subjectOf(k);
  const { title, path } = term(calendar.half.year, calendar.half.half);
  return {
    ...faculty,
    code: nth(faculty.backends, f),
    courseFamily: nth(families, k),
    title: `${subject.title}${audienceOf(k).audience}, ${title}`,
    path,
    description: subject.description,
    language: subject.language,
    // Staff take turns: no person is in a course twice, and most are in several.
    lecturer: nth(faculty.lecturers, k),
    maintainer: nth(faculty.lecturers, k + 1),
    topics: subject.topics.slice(0, calendar.weeks),
    calendar,
    habits: habitsOf(habits, { assignments, questions, due, reading: 0.12 }),
    palette: 4 * k,
    ...(k === REPEATED && { versions }),
  };
}

/** Adds the k-th course of this term. */
function addCourse(scope: Scope, k: number, shared: Term): Class {
  const { calendar, faculty, enrolments: all, earlier } = shared;
  const { learners, tutors } = nth(all, k);
  const assistantsOf = (enrolment: Enrolment): number =>
    Math.ceil(enrolment.learners.length / STUDENTS_AN_ASSISTANT);
  const before = all.slice(0, k).reduce((sum, enrolment) => sum + assistantsOf(enrolment), 0);
  const assistants = times(assistantsOf(nth(all, k)), (i) => nth(faculty.assistants, before + i));
  return addClass(scope, {
    ...planOf(k, shared, calendar),
    assistants: [...assistants, ...tutors],
    learners,
    groups: k === HUGE ? 1 : Math.ceil(learners.length / STUDENTS_A_GROUP),
    ...(k === REPEATED && { copyOf: earlier.course }),
  });
}

/** Adds the course of the next term, which is prepared; it has no members yet. */
function addNext(
  scope: Scope,
  copyOf: RowOf<Course>,
  common: Common,
  calendar: Calendar,
  next: Calendar,
): void {
  const createdAt = calendar.on(0, 2, 10, 35);
  if (createdAt > scope.now) return;
  const empty = { assistants: [], learners: [], groups: 0 };
  addClass(scope, { ...planOf(REPEATED, common, next), ...empty, createdAt, copyOf });
}
