import type { Course, ExecutionBackend } from '../../entities/course/catalog.ts';
import { type CourseContent, type CourseContentType, colors } from '../../entities/course/content.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import type { Assignment, Quiz, Week as Topic } from '../../factories/course/words/curriculum/week.ts';
import type { Language } from '../../factories/course/words/reports.ts';
import { nth } from '../../factories/nth.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import type { Scope } from '../scope.ts';
import type { Calendar } from './calendar.ts';
import { changed } from './changed.ts';
import type { Habits } from './habits.ts';
import { type Tests, testsOf } from './task-tests.ts';

/** Something that students hand in, in the week in which they do. */
export interface Task extends Tests {
  readonly content: RowOf<CourseContent>;
  readonly backend: Backend;
  readonly week: number;
  readonly quiz: boolean;
  readonly deadline: Date;
  /** From -1, which nearly all solve, to 1, which few do. */
  readonly difficulty: number;
  /** How long an average student works on it. */
  readonly minutes: number;
}

type Backend = RowOf<ExecutionBackend>;
type Limits = {
  readonly maxGroupSize: number;
  readonly maxTestRuns: number | null;
  readonly maxSubmissions: number | null;
};

interface Syllabus {
  readonly course: RowOf<Course>;
  readonly createdAt: Date;
  readonly author: string | null;
  /** Who changes contents later. */
  readonly editor: string;
  readonly code: Backend;
  readonly language: Language;
  readonly quiz: Backend;
  /** One a week. */
  readonly topics: readonly Topic[];
  readonly calendar: Calendar;
  readonly habits: Habits;
  readonly archives?: Date | undefined;
  readonly copyOf?: RowOf<Course> | undefined;
  readonly versions?: Scope | undefined;
  readonly palette?: number | undefined;
}

/** What was revised when a course was copied: of every fifth week. */
const isRevised = (w: number): boolean => w % 5 === 3;

/**
 * Adds the course's contents: a unit a week, with an assignment for one, an assignment for a team of
 * two or three, and a quiz; of a single assignment a week, every third is for a team. Each says in its
 * properties until when. After them comes a folder to train with. Returns what can be handed in.
 */
export function addSyllabus(scope: Scope, plan: Syllabus): Task[] {
  const { course, createdAt, author, editor, code, language, quiz, topics, calendar } = plan;
  const { habits, archives, versions } = plan;
  const written = { course, createdAt, createdBy: author };
  const types = addTypes(scope, plan);
  const putAway = archives && changed(scope.now, archives, { archivedAt: archives, updatedBy: editor });
  const versionOf = (w: number, position: number) =>
    versions && !(plan.copyOf && isRevised(w))
      ? { versionIdentifier: hexadecimal(versions.below('week', w).random('version', position), 40) }
      : {};
  addFolder(scope, types, plan);

  return topics.flatMap((topic, w): Task[] => {
    const week = scope.below('week', w);
    const deadline = calendar.deadline(w, habits.due);
    const unit = week.add(make.courseContent, 0, {
      ...written,
      ...versionOf(w, 0),
      courseContentType: types.unit,
      // Numbered, so that paths sort as the course goes.
      path: `week_${String(w + 1).padStart(2, '0')}`,
      title: `Week ${w + 1}: ${topic.title}`,
      description: topic.summary,
      position: w + 1,
      ...putAway,
    });
    const assign = (
      position: number,
      task: Assignment | Quiz,
      executionBackend: Backend,
      limits: Limits,
    ): Task => {
      const { slug, title, description, difficulty, minutes } = task;
      const isQuiz = task === topic.quiz;
      // In every fourth week a mistake is found in the first task.
      const correction =
        w % 4 === 1 && position === 1
          ? changed(scope.now, calendar.on(w, 1, 14, 40), corrected(week, editor))
          : undefined;
      const content = week.add(make.courseContent, position, {
        ...written,
        ...limits,
        ...versionOf(w, position),
        courseContentType: isQuiz ? types.quiz : types.assignment,
        executionBackend,
        path: `${unit.path}.task_${position}_${slug}`,
        title,
        description,
        position,
        details: { deadline: deadline.toISOString() },
        ...correction,
        ...(putAway && { ...putAway, version: correction ? 2 : 1 }),
      });
      return {
        content,
        backend: executionBackend,
        week: w,
        quiz: isQuiz,
        deadline,
        difficulty,
        minutes,
        ...testsOf(week.below('task', position), task, language),
      };
    };
    const [first, second] = topic.assignments;
    // In every fourth week runs are rationed, so that some use them up; in the first nothing is.
    const maxTestRuns = w % 4 === 3 ? 8 : 40;
    const alone =
      w === 0
        ? { maxGroupSize: 1, maxTestRuns: null, maxSubmissions: null }
        : { maxGroupSize: 1, maxTestRuns, maxSubmissions: 2 };
    const together = { maxGroupSize: w % 2 === 0 ? 2 : 3, maxTestRuns, maxSubmissions: 3 };
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

const corrected = (week: Scope, editor: string) => ({
  versionIdentifier: hexadecimal(week.random('correction'), 40),
  updatedBy: editor,
});

type Types = Readonly<Record<'unit' | 'assignment' | 'quiz' | 'folder', RowOf<CourseContentType>>>;

/** The types of its contents, one of each kind, in colors of the course's own. */
function addTypes(
  scope: Scope,
  { course, createdAt, author, editor, calendar, palette = 9 }: Syllabus,
): Types {
  const add = (n: number, courseContentKind: keyof Types, title: string) =>
    scope.add(make.courseContentType, n, {
      course,
      createdAt,
      createdBy: author,
      courseContentKind,
      slug: courseContentKind,
      title,
      color: nth(colors, palette + n),
      ...(courseContentKind === 'folder' && {
        description: 'Material that is not graded.',
        properties: { graded: false },
        ...changed(scope.now, calendar.on(0, 1, 16, 5), { updatedBy: editor }),
      }),
    });
  return {
    unit: add(0, 'unit', 'Week'),
    assignment: add(1, 'assignment', 'Assignment'),
    quiz: add(2, 'quiz', 'Quiz'),
    folder: add(3, 'folder', 'Folder'),
  };
}

/** A folder with two quizzes to train with, of which the older one is put away in the second week. */
function addFolder(scope: Scope, types: Types, plan: Syllabus): void {
  const { course, createdAt, author, editor, topics, calendar, archives } = plan;
  const place = scope.below('folder', 0);
  const putAway = (at: Date) => changed(scope.now, at, { archivedAt: at, updatedBy: editor });
  const written = { course, createdAt, createdBy: author };
  const folder = place.add(make.courseContent, 0, {
    ...written,
    courseContentType: types.folder,
    path: 'training',
    title: 'Training',
    description: null,
    position: 0,
    ...(archives && putAway(archives)),
  });
  for (const [n, { slug, title, description }] of topics
    .slice(0, 2)
    .map(({ quiz }) => quiz)
    .entries()) {
    const ends = n === 0 ? calendar.on(1, 3, 15, 30) : archives;
    place.add(make.courseContent, 1 + n, {
      ...written,
      courseContentType: types.quiz,
      path: `${folder.path}.sample_${n + 1}_${slug}`,
      title: `Sample of ${title}`,
      description,
      position: 1 + n,
      ...(ends && putAway(ends)),
    });
  }
}
