import type { Course, ExecutionBackend } from '../../entities/course/catalog.ts';
import type { Color, CourseContent } from '../../entities/course/content.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import type { Week as Topic, Task as Words } from '../../factories/course/words/curriculum/week.ts';
import type { Scope } from '../scope.ts';
import { type Checks, checksOf } from './attempts.ts';
import type { Calendar } from './calendar.ts';
import type { Habits } from './habits.ts';

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
  /** One a week. */
  readonly topics: readonly Topic[];
  readonly calendar: Calendar;
  readonly habits: Habits;
}

/**
 * Adds the course's contents: a unit a week, with an assignment for one, an assignment for a team of
 * two or three, and a quiz; of a single assignment a week, every third is for a team. Each says in its
 * properties until when. Returns what can be handed in.
 */
export function addSyllabus(scope: Scope, { course, code, quiz, author, ...syllabus }: Syllabus): Task[] {
  const { topics, calendar, habits } = syllabus;
  const written = { course, createdAt: calendar.before(14), createdBy: author };
  const type = (n: number, kind: 'unit' | 'assignment' | 'quiz', title: string, color: Color) =>
    scope.add(make.courseContentType, n, { ...written, courseContentKind: kind, slug: kind, title, color });
  const unitType = type(0, 'unit', 'Week', 'sky');
  const assignmentType = type(1, 'assignment', 'Assignment', 'emerald');
  const quizType = type(2, 'quiz', 'Quiz', 'amber');

  return topics.flatMap((topic, w): Task[] => {
    const week = scope.below('week', w);
    const unit = week.add(make.courseContent, 0, {
      ...written,
      courseContentType: unitType,
      // Numbered, so that paths sort as the course goes.
      path: `week_${String(w + 1).padStart(2, '0')}`,
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
        path: `${unit.path}.task_${position}_${slug}`,
        title,
        description,
        position,
        details: { deadline: calendar.deadline(w).toISOString() },
      });
      const checks = checksOf(week.random('checks', position), isQuiz);
      return { content, backend: executionBackend, week: w, quiz: isQuiz, checks };
    };
    const [first, second] = topic.assignments;
    const alone = { maxGroupSize: 1, maxTestRuns: 6, maxSubmissions: 2 };
    const together = { maxGroupSize: w % 2 === 0 ? 2 : 3, maxTestRuns: 8, maxSubmissions: 3 };
    const once = { maxGroupSize: 1, maxTestRuns: 2, maxSubmissions: 1 };
    if (habits.assignments === 1) {
      return [assign(1, first, code, w % 3 === 2 ? together : alone), assign(2, topic.quiz, quiz, once)];
    }
    return [
      assign(1, first, code, alone),
      assign(2, second, code, together),
      assign(3, topic.quiz, quiz, once),
    ];
  });
}
