import type { CourseContent } from '../../entities/course/content.ts';
import type { CourseGroup, CourseMember } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import type { Class } from './class.ts';
import type { History } from './history.ts';
import type { Student } from './members.ts';
import type { Task } from './syllabus.ts';
import type { UserRow } from './user.ts';

/** A person who may read a message. */
export interface Reader {
  readonly user: UserRow;
  /** How many times as likely as others they read it. */
  readonly zeal: number;
  readonly leaves: Date | undefined;
}

/** A message in a course, whenever it is looked at. */
export interface Post {
  readonly at: Date;
  readonly sender: UserRow;
  readonly message: string;
  readonly to: {
    readonly type?: 'note';
    readonly courseContent?: RowOf<CourseContent>;
    readonly courseMember?: RowOf<CourseMember>;
    readonly courseGroup?: RowOf<CourseGroup>;
  };
  readonly audience: readonly Reader[];
  /** The share (0 to 1) of the audience that reads it. */
  readonly readers: number;
  /** Who is known to have read it, and when: who answers has read the question. */
  readonly seen: readonly { readonly user: UserRow; readonly at: Date }[];
}

/** A week of a course: those who were there, what they could hand in, and what they did. */
export interface ClassWeek {
  readonly of: Class;
  readonly w: number;
  readonly present: readonly Student[];
  readonly open: readonly TaskWork[];
  /** All who may read in the forum. */
  readonly audience: readonly Reader[];
}

/** A task and what all teams did with it. */
export interface TaskWork {
  readonly task: Task;
  readonly histories: readonly History[];
  /** The same, by the students. */
  readonly of: ReadonlyMap<Student, History>;
}

/** Whether a person is in the course at a moment. */
export const isThere = ({ leaves }: Student, at: Date): boolean => leaves === undefined || at < leaves;
