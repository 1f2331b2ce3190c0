import type { Course, CourseFamily, ExecutionBackend } from '../../entities/course/catalog.ts';
import type { CourseGroup, CourseMember } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { fullPathOf } from '../../factories/course/repositories.ts';
import type { Week as Topic } from '../../factories/course/words/curriculum/week.ts';
import { courseGroupTitle } from '../../factories/course/words/curriculum.ts';
import type { Language } from '../../factories/course/words/reports.ts';
import { after, HOUR } from '../../random/clock.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import type { Calendar } from './calendar.ts';
import { changed } from './changed.ts';
import type { Habits } from './habits.ts';
import { addStudentMember, type Student } from './members.ts';
import type { Learner } from './people.ts';
import { addSyllabus, type Task } from './syllabus.ts';
import { addTrials } from './trials.ts';
import type { UserRow } from './user.ts';

/** When the test systems were down. */
export interface Outage {
  readonly from: Date;
  readonly to: Date;
}

/** A single group of more people is no exercise group. */
const A_LECTURE = 30;
/** The tasks of the first weeks are tried out before the term. */
const TRIED_WEEKS = 2;

interface Plan {
  readonly courseFamily: RowOf<CourseFamily>;
  readonly title: string;
  readonly path: string;
  readonly description: string;
  readonly lecturer: UserRow;
  readonly maintainer: UserRow;
  readonly assistants: readonly UserRow[];
  readonly learners: readonly Learner[];
  readonly outage: Outage;
  readonly groups: number;
  readonly code: RowOf<ExecutionBackend>;
  /** In which programs are written. */
  readonly language: Language;
  readonly quiz: RowOf<ExecutionBackend>;
  /** The topics of its weeks, also of those to come. */
  readonly topics: readonly Topic[];
  readonly calendar: Calendar;
  readonly habits: Habits;
  /** When it was made; two weeks before its term where left out. */
  readonly createdAt?: Date;
  /** When its contents were put away. */
  readonly archives?: Date;
  /** The one whose contents it was made from. */
  readonly copyOf?: RowOf<Course>;
  /** Where the versions of its contents are from: what two courses have from one place is the same. */
  readonly versions?: Scope;
  /** With which color the types of its contents begin. */
  readonly palette?: number;
}

/** A course with its people and contents, ready for its weeks. */
export interface Class {
  /** Where what its people do has its randomness from, whichever unit makes the rows. */
  readonly place: Scope;
  readonly course: RowOf<Course>;
  readonly lecturer: UserRow;
  readonly assistants: readonly UserRow[];
  readonly students: readonly Student[];
  readonly courseGroups: readonly RowOf<CourseGroup>[];
  readonly tasks: readonly Task[];
  readonly topics: readonly Topic[];
  readonly calendar: Calendar;
  readonly habits: Habits;
  readonly outage: Outage;
  /** With which of the texts that people write it begins. */
  readonly firstText: number;
}

/** Adds a course with its staff, students in groups, and contents; nothing has been handed in yet. */
export function addClass(scope: Scope, plan: Plan): Class {
  const { lecturer, assistants, learners, topics, calendar, habits, outage } = plan;
  const createdAt = plan.createdAt ?? calendar.before(14);
  const course = addCourse(scope, createdAt, plan);
  const courseGroups = addGroups(scope, createdAt, course, plan);
  const staff = addStaff(scope, createdAt, course, plan);
  const students = learners.map((learner, i) => {
    const courseGroup = courseGroups[i % courseGroups.length] ?? null;
    return addStudentMember(scope, staff.length + i, learner, { course, courseGroup }, plan);
  });
  const tasks = addSyllabus(scope, {
    ...plan,
    course,
    createdAt,
    author: authorOf(plan),
    editor: lecturer.id,
  });
  const [member] = staff;
  const tried = tasks.filter(({ week, quiz }) => week < TRIED_WEEKS && !quiz);
  if (member)
    addTrials(scope.below('trial', 0), { lecturer, member, tasks: tried, at: after(createdAt, HOUR) });
  const firstText = scope.random('texts').integer(0, 999);
  const people = { lecturer, assistants, students, courseGroups };
  return { place: scope, course, ...people, tasks, topics, calendar, habits, outage, firstText };
}

/** Courses that were put away came from the platform before this one, which did not say who wrote them. */
const authorOf = ({ archives, lecturer }: Plan): string | null => (archives ? null : lecturer.id);

function addCourse(scope: Scope, createdAt: Date, plan: Plan): RowOf<Course> {
  const { courseFamily, title, path, description, lecturer, code, quiz, archives, copyOf, versions } = plan;
  const course = scope.add(make.course, 0, {
    createdAt,
    createdBy: authorOf(plan),
    courseFamily,
    title,
    path,
    description,
    ...(versions && archives && { versionIdentifier: hexadecimal(versions.random('course'), 40) }),
    details: {
      ...(copyOf && { copied_from: fullPathOf(copyOf) }),
      ...(archives && archives <= scope.now && { archived: archives.toISOString() }),
    },
    ...(archives && changed(scope.now, archives, { updatedBy: lecturer.id })),
  });
  for (const [n, executionBackend] of [code, quiz].entries()) {
    scope.add(make.courseExecutionBackend, n, {
      course,
      executionBackend,
      createdAt,
      createdBy: authorOf(plan),
      ...(n === 0 && archives && changed(scope.now, archives, closed(lecturer))),
    });
  }
  return course;
}

const closed = ({ id }: UserRow) => ({ updatedBy: id, properties: { accepts: false } });

function addGroups(scope: Scope, createdAt: Date, course: RowOf<Course>, plan: Plan): RowOf<CourseGroup>[] {
  const { groups, learners, calendar, maintainer } = plan;
  const isWhole = groups === 1 && learners.length > A_LECTURE;
  return times(groups, (n) =>
    scope.add(make.courseGroup, n, {
      createdAt,
      createdBy: authorOf(plan),
      course,
      title: isWhole ? 'All students' : courseGroupTitle(n),
      ...(isWhole && { description: 'There is one group, which meets in the lecture.' }),
      // One has to meet elsewhere from the second week on.
      ...(n === 1 &&
        changed(scope.now, calendar.on(0, 3, 11, 20), {
          updatedBy: maintainer.id,
          description: 'Meets in the small computer room from the second week on.',
          properties: { room: 'small computer room' },
        })),
    }),
  );
}

/** The owner first. */
function addStaff(scope: Scope, createdAt: Date, course: RowOf<Course>, plan: Plan): RowOf<CourseMember>[] {
  const { lecturer, maintainer, assistants } = plan;
  const staff = [
    { user: lecturer, courseRole: '_owner' },
    { user: maintainer, courseRole: '_maintainer', createdBy: lecturer.id },
    ...assistants.map((user) => ({ user, courseRole: '_study_assistant', createdBy: lecturer.id })),
  ];
  return staff.map((who, n) => scope.add(make.courseMember, n, { ...who, course, createdAt }));
}
