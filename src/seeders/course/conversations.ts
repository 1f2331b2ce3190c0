import type { Course } from '../../entities/course/catalog.ts';
import type { CourseGroup } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import {
  announcements,
  fill,
  groupNotes,
  memberNotes,
  threads,
} from '../../factories/course/words/conversations.ts';
import { weeks as curriculum } from '../../factories/course/words/curriculum.ts';
import { after, DAY, HOUR, MINUTE } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import type { Scope } from '../scope.ts';
import type { Calendar } from './calendar.ts';
import type { Student, UserRow } from './people.ts';
import type { Task } from './syllabus.ts';

interface Class {
  readonly course: RowOf<Course>;
  readonly lecturer: UserRow;
  readonly assistants: readonly UserRow[];
  readonly students: readonly Student[];
  readonly courseGroups: readonly RowOf<CourseGroup>[];
  readonly tasks: readonly Task[];
  readonly calendar: Calendar;
}

/** What `codeabilityMessage` takes, its time, and the share (0 to 1) of the class that reads it. */
interface Post {
  readonly content: Parameters<typeof make.codeabilityMessage.row>[1];
  readonly at: Date;
  readonly readers: number;
}

const THREADS_A_WEEK = 3;

/**
 * Adds what is written in week `w` until the reference time: an announcement, questions of students with
 * answers of assistants, a note to a group and one to a student, and who read which of them.
 */
export function addConversations(scope: Scope, w: number, people: Class): void {
  const random = scope.random(`week ${w}`);
  const posts = [announcement(w, people), ...threadsOf(w, people, random), ...notes(w, people, random)];
  const audience = [...people.assistants, ...people.students.map(({ user }) => user)];
  const week = scope.below('week', w);
  for (const [n, { content, at, readers }] of posts.entries()) {
    if (at > scope.at) continue;
    const message = week.add(make.codeabilityMessage, n, { ...content, createdAt: at });
    const below = week.below('message', n);
    for (const [r, user] of audience.entries()) {
      const reader = below.random(`reader ${r}`);
      const readAt = after(at, reader.integer(5, 4 * 24 * 60) * MINUTE);
      if (user.id === content.sender.id || readAt > scope.at || !reader.chance(readers)) continue;
      below.add(make.codeabilityMessageRead, r, { message, user, readAt });
    }
  }
}

function announcement(w: number, { course, lecturer, calendar }: Class): Post {
  const message = fill(textOf(announcements, w), { week: curriculum[w]?.title ?? '' });
  return {
    content: { course, sender: lecturer, message },
    at: after(calendar.week(w), 8 * HOUR),
    readers: 0.85,
  };
}

function threadsOf(
  w: number,
  { course, students, assistants, tasks, calendar }: Class,
  random: Stream,
): Post[] {
  const open = tasks.filter((task) => task.week === w);
  return Array.from({ length: THREADS_A_WEEK }, (_, t) => {
    const courseContent = random.pick(open).content;
    const assignment = courseContent.title ?? '';
    const { question, answer } = textOf(threads, w * THREADS_A_WEEK + t);
    const asked = after(calendar.week(w), DAY + random.integer(0, 4 * 24 * 60) * MINUTE);
    const replied = after(asked, random.integer(10, 10 * 60) * MINUTE);
    const about = { course, courseContent };
    const student = random.pick(students).user;
    const assistant = random.pick(assistants);
    return [
      {
        content: { ...about, sender: student, message: fill(question, { assignment }) },
        at: asked,
        readers: 0.45,
      },
      {
        content: { ...about, sender: assistant, message: fill(answer, { assignment }) },
        at: replied,
        readers: 0.4,
      },
    ];
  }).flat();
}

function notes(
  w: number,
  { course, students, assistants, courseGroups, calendar }: Class,
  random: Stream,
): Post[] {
  const at = after(calendar.week(w), 5 * DAY + random.integer(0, 600) * MINUTE);
  const note = { course, sender: random.pick(assistants), type: 'note' } as const;
  const courseMember = random.pick(students).member;
  const courseGroup = random.pick(courseGroups);
  return [
    { content: { ...note, courseMember, message: textOf(memberNotes, w) }, at, readers: 0 },
    { content: { ...note, courseGroup, message: textOf(groupNotes, w) }, at, readers: 0.2 },
  ];
}

/** The n-th text of a list that begins again at its end. The lists are never empty. */
const textOf = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
