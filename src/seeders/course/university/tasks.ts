import type { Course, ExecutionBackend } from '../../../entities/course/catalog.ts';
import type { CourseContent } from '../../../entities/course/content.ts';
import type { RowOf } from '../../../entities/row.ts';
import * as make from '../../../factories/course/index.ts';
import { exercise } from '../../../factories/course/words/exercises.ts';
import { after, HOUR, MINUTE } from '../../../random/clock.ts';
import { normal } from '../../latent.ts';
import { afterOfficeTime } from '../../office-hours.ts';
import type { Scope } from '../../scope.ts';
import { times } from '../../times.ts';
import type { Calendar } from '../calendar.ts';

/** Something to hand in. */
export interface Task {
  readonly content: RowOf<CourseContent>;
  readonly week: number;
  readonly deadline: Date;
  /** Against others, as a number of a standard normal distribution. */
  readonly difficulty: number;
}

interface Syllabus {
  readonly course: RowOf<Course>;
  readonly author: string;
  /** The path of its course family. */
  readonly family: string;
  readonly backend: RowOf<ExecutionBackend>;
  readonly calendar: Calendar;
  /** Until when tasks are handed in, in hours from Monday. */
  readonly closes: number;
  readonly tasks: number;
  readonly maxTestRuns: number;
  readonly prepared: Date;
}

/** Adds the assignments of a course, written one after the other; each says until when. */
export function addTasks(
  scope: Scope,
  { course, author, backend, calendar, prepared, ...syllabus }: Syllabus,
): Task[] {
  const random = scope.random('tasks');
  const type = (n: number, courseContentKind: string, title: string) =>
    scope.add(make.courseContentType, n, {
      course,
      courseContentKind,
      slug: courseContentKind,
      title,
      createdBy: author,
      createdAt: after(prepared, (3 + n) * MINUTE),
    });
  const units = type(0, 'unit', 'Unit');
  const assignments = type(1, 'assignment', 'Assignment');
  let written = after(prepared, 6 * MINUTE);
  scope.add(make.courseContent, 0, {
    course,
    courseContentType: units,
    path: 'tasks',
    title: 'Assignments',
    position: 0,
    createdBy: author,
    createdAt: written,
  });
  return times(syllabus.tasks, (week) => {
    written = afterOfficeTime(written, random.integer(10 * MINUTE, 2 * HOUR));
    const deadline = after(calendar.week(week), syllabus.closes * HOUR);
    const content = scope.add(make.courseContent, 1 + week, {
      ...exercise(syllabus.family, week),
      course,
      courseContentType: assignments,
      executionBackend: backend,
      path: `tasks.week_${String(week + 1).padStart(2, '0')}`,
      details: { deadline: deadline.toISOString() },
      position: week + 1,
      maxGroupSize: 1,
      maxTestRuns: syllabus.maxTestRuns,
      maxSubmissions: 1,
      createdBy: author,
      createdAt: written,
    });
    return { content, week, deadline, difficulty: normal(random) };
  });
}
