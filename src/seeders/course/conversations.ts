import type { CourseGroup } from '../../entities/course/members.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import {
  announcements,
  fill,
  groupNotes,
  memberNotes,
  quizThreads,
  threads,
} from '../../factories/course/words/conversations.ts';
import { after, DAY, HOUR, MINUTE } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import type { Scope } from '../scope.ts';
import type { Class } from './class.ts';
import { officeHours, studyHours } from './hours.ts';
import type { Student } from './members.ts';
import type { UserRow } from './people.ts';

/** What `codeabilityMessage` takes, its time, who may read it, and the share (0 to 1) of them who do. */
interface Post {
  readonly content: Parameters<typeof make.codeabilityMessage.row>[1];
  readonly at: Date;
  readonly audience: readonly UserRow[];
  readonly readers: number;
}

interface Thread {
  readonly question: string;
  readonly answer: string;
}

/**
 * Adds what is written in week `w` until the reference time: an announcement, questions of students with
 * answers of assistants, a note to a group and one to a student, and who read which of them.
 *
 * @param of the course with its students of that week, at least one, and its tasks of that week, at least one
 */
export function addConversations(scope: Scope, w: number, of: Class): void {
  const random = scope.random('conversations');
  const posts = [announcement(w, of, random), ...threadsOf(w, of, random), ...notes(w, of, random)];
  for (const [n, { content, at, audience, readers }] of posts.entries()) {
    if (at > scope.now) continue;
    const message = scope.add(make.codeabilityMessage, n, { ...content, createdAt: at });
    const below = scope.below('message', n);
    const reading = below.random('reading');
    for (const [r, user] of audience.entries()) {
      const reads = reading.chance(readers);
      const share = reading.unit();
      if (!reads || user.id === content.sender.id) continue;
      // Soon after it was written, or later.
      const readAt = studyHours.between(after(at, 5 * MINUTE), after(at, 4 * DAY), share * share);
      if (readAt > scope.now) continue;
      below.add(make.codeabilityMessageRead, r, { message, user, readAt });
    }
  }
}

const peopleOf = ({ assistants, students }: Class): UserRow[] => [
  ...assistants,
  ...students.map(({ user }) => user),
];

/** On Monday morning. */
function announcement(w: number, of: Class, random: Stream): Post {
  const { course, lecturer, topics, calendar, firstText } = of;
  const message = fill(textOf(announcements, firstText + w), { week: topics[w]?.title ?? '' });
  return {
    content: { course, sender: lecturer, message },
    at: after(calendar.week(w), 7 * HOUR + random.integer(30, 150) * MINUTE),
    audience: peopleOf(of),
    readers: 0.85,
  };
}

function threadsOf(w: number, of: Class, random: Stream): Post[] {
  const { course, students, assistants, tasks, calendar, habits, firstText } = of;
  return Array.from({ length: habits.questions }, (_, t) => {
    const task = random.pick(tasks);
    const courseContent = task.content;
    const assignment = courseContent.title ?? '';
    const texts: readonly Thread[] = task.quiz ? quizThreads : threads;
    const { question, answer } = textOf(texts, firstText + w * habits.questions + t);
    const asked = studyHours.between(after(calendar.week(w), DAY), calendar.deadline(w), random.unit());
    const replied = studyHours.between(after(asked, 10 * MINUTE), after(asked, 14 * HOUR), random.unit());
    const about = { course, courseContent };
    const student = random.pick(students).user;
    const assistant = random.pick(assistants);
    const audience = peopleOf(of);
    return [
      {
        content: { ...about, sender: student, message: fill(question, { assignment }) },
        at: asked,
        audience,
        readers: habits.reading,
      },
      {
        content: { ...about, sender: assistant, message: fill(answer, { assignment }) },
        at: replied,
        audience,
        readers: 0.9 * habits.reading,
      },
    ];
  }).flat();
}

/** A note to a student on Wednesday or Thursday, and one to a group on Friday. */
function notes(w: number, of: Class, random: Stream): Post[] {
  const { course, students, assistants, courseGroups, calendar, firstText } = of;
  const day = (from: number, to: number): Date =>
    officeHours.between(
      after(calendar.week(w), from * DAY),
      after(calendar.week(w), to * DAY),
      random.unit(),
    );
  const note = { course, sender: random.pick(assistants), type: 'note' } as const;
  const { member: courseMember, user } = random.pick(students);
  const courseGroup = random.pick(courseGroups);
  return [
    {
      content: { ...note, courseMember, message: textOf(memberNotes, firstText + w) },
      at: day(2, 4),
      audience: [user],
      readers: 0.8,
    },
    {
      content: { ...note, courseGroup, message: textOf(groupNotes, firstText + w) },
      at: day(4, 5),
      audience: usersIn(courseGroup, students),
      readers: 0.6,
    },
  ];
}

const usersIn = (group: RowOf<CourseGroup>, students: readonly Student[]): UserRow[] =>
  students.filter(({ member }) => member.courseGroup === group.id).map(({ user }) => user);

/** The n-th text of a list that begins again at its end. The lists are never empty. */
const textOf = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
