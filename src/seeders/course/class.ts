import type { Course, CourseFamily, ExecutionBackend } from '../../entities/course/catalog.ts';
import type { CourseGroup } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import type { Week as Topic } from '../../factories/course/words/curriculum/week.ts';
import { courseGroupTitle } from '../../factories/course/words/curriculum.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import type { Calendar } from './calendar.ts';
import type { Habits } from './habits.ts';
import { addStudentMember, type Student } from './members.ts';
import type { UserRow } from './people.ts';
import { addSyllabus, type Task } from './syllabus.ts';

interface Plan {
  readonly courseFamily: RowOf<CourseFamily>;
  readonly title: string;
  readonly path: string;
  readonly description: string;
  readonly lecturer: UserRow;
  readonly maintainer: UserRow;
  readonly assistants: readonly UserRow[];
  readonly learners: readonly UserRow[];
  readonly groups: number;
  readonly code: RowOf<ExecutionBackend>;
  readonly quiz: RowOf<ExecutionBackend>;
  /** The topics of its weeks, also of those to come. */
  readonly topics: readonly Topic[];
  readonly calendar: Calendar;
  readonly habits: Habits;
}

/** A course with its people and contents, ready for its weeks. */
export interface Class {
  readonly course: RowOf<Course>;
  readonly lecturer: UserRow;
  readonly assistants: readonly UserRow[];
  readonly students: readonly Student[];
  readonly courseGroups: readonly RowOf<CourseGroup>[];
  readonly tasks: readonly Task[];
  readonly topics: readonly Topic[];
  readonly calendar: Calendar;
  readonly habits: Habits;
  /** With which of the texts that people write it begins. */
  readonly firstText: number;
}

/** Adds a course with its staff, students in groups, and contents; nothing has been handed in yet. */
export function addClass(scope: Scope, plan: Plan): Class {
  const { courseFamily, title, path, description, lecturer, maintainer, assistants, learners } = plan;
  const { groups, code, quiz, topics, calendar, habits } = plan;
  const createdAt = calendar.before(14);
  const written = { createdAt, createdBy: lecturer.id };
  const course = scope.add(make.course, 0, { ...written, courseFamily, title, path, description });
  for (const [n, executionBackend] of [code, quiz].entries()) {
    scope.add(make.courseExecutionBackend, n, { course, executionBackend, createdAt });
  }
  const courseGroups = times(groups, (n) =>
    scope.add(make.courseGroup, n, { ...written, course, title: courseGroupTitle(n) }),
  );
  const staff = [
    { user: lecturer, courseRole: '_owner' },
    { user: maintainer, courseRole: '_maintainer' },
    ...assistants.map((user) => ({ user, courseRole: '_study_assistant' })),
  ];
  for (const [n, who] of staff.entries()) scope.add(make.courseMember, n, { ...who, course, createdAt });
  const students = learners.map((user, i) => {
    const courseGroup = courseGroups[i % groups] ?? null;
    return addStudentMember(scope, staff.length + i, { user, course, courseGroup }, plan);
  });
  const tasks = addSyllabus(scope, { course, code, quiz, author: lecturer.id, topics, calendar, habits });
  const firstText = scope.random('texts').integer(0, 999);
  return { course, lecturer, assistants, students, courseGroups, tasks, topics, calendar, habits, firstText };
}
