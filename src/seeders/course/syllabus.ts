import type { Course, ExecutionBackend } from '../../entities/course/catalog.ts';
import type { Color, CourseContent } from '../../entities/course/content.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import type { Task as Words } from '../../factories/course/words/curriculum/week.ts';
import { weeks as curriculum } from '../../factories/course/words/curriculum.ts';
import { after, WEEK } from '../../random/clock.ts';
import type { Scope } from '../scope.ts';
import { type Checks, checksOf } from './attempts.ts';
import type { Calendar } from './calendar.ts';

/** Something that students hand in, in the week in which they do. */
export interface Task {
  readonly content: RowOf<CourseContent>;
  readonly backend: Backend;
  readonly week: number;
  readonly quiz: boolean;
  readonly checks: Checks;
}

type Backend = RowOf<ExecutionBackend>;
type Limits = {
  readonly maxGroupSize: number;
  readonly maxTestRuns: number;
  readonly maxSubmissions: number;
};

interface Syllabus {
  readonly course: RowOf<Course>;
  readonly code: Backend;
  readonly quiz: Backend;
  readonly author: string;
  readonly weeks: number;
  readonly calendar: Calendar;
}

/**
 * Adds the course's contents: a unit a week, with an assignment for one, an assignment for a team of
 * two or three, and a quiz. Returns what can be handed in.
 */
export function addSyllabus(scope: Scope, { course, code, quiz, author, weeks, calendar }: Syllabus): Task[] {
  const preparation = after(calendar.week(0), -2 * WEEK);
  const written = { course, createdAt: preparation, createdBy: author };
  const type = (n: number, kind: 'unit' | 'assignment' | 'quiz', title: string, color: Color) =>
    scope.add(make.courseContentType, n, { ...written, courseContentKind: kind, slug: kind, title, color });
  const unitType = type(0, 'unit', 'Week', 'sky');
  const assignmentType = type(1, 'assignment', 'Assignment', 'emerald');
  const quizType = type(2, 'quiz', 'Quiz', 'amber');

  return curriculum.slice(0, weeks).flatMap((topic, w): Task[] => {
    const week = scope.below('week', w);
    const unit = week.add(make.courseContent, 0, {
      ...written,
      courseContentType: unitType,
      path: topic.slug,
      title: `Week ${w + 1}: ${topic.title}`,
      description: topic.summary,
      position: w + 1,
    });
    const assign = (position: number, task: Words, executionBackend: Backend, limits: Limits): Task => {
      const { slug, title, description } = task;
      const isQuiz = task === topic.quiz;
      const content = week.add(make.courseContent, position, {
        ...written,
        ...limits,
        courseContentType: isQuiz ? quizType : assignmentType,
        executionBackend,
        path: `${unit.path}.${slug}`,
        title,
        description,
        position,
      });
      const checks = checksOf(week.random(`checks ${position}`), isQuiz);
      return { content, backend: executionBackend, week: w, quiz: isQuiz, checks };
    };
    const [alone, together] = topic.assignments;
    return [
      assign(1, alone, code, { maxGroupSize: 1, maxTestRuns: 6, maxSubmissions: 2 }),
      assign(2, together, code, { maxGroupSize: w % 3 === 2 ? 3 : 2, maxTestRuns: 8, maxSubmissions: 3 }),
      assign(3, topic.quiz, quiz, { maxGroupSize: 1, maxTestRuns: 2, maxSubmissions: 1 }),
    ];
  });
}
