import * as make from '../../factories/course/index.ts';
import type { Scope } from '../scope.ts';
import { announcementsOf } from './announcements.ts';
import type { Class } from './class.ts';
import { forumOf } from './forum.ts';
import type { History } from './history.ts';
import type { Student } from './members.ts';
import { notesOf } from './notes.ts';
import type { Post, Reader, TaskWork } from './post.ts';
import type { Visits } from './sessions.ts';
import type { Task } from './syllabus.ts';
import type { UserRow } from './user.ts';

interface Week {
  readonly of: Class;
  readonly w: number;
  /** At least one. */
  readonly present: readonly Student[];
  /** At least one, with what all teams did with it. */
  readonly open: readonly { readonly task: Task; readonly histories: readonly History[] }[];
}

/**
 * All that is written about week `w`, whenever it is looked at, in the order of time: announcements, questions and
 * answers in the forum, and notes to students and groups. Each sentence is true at its moment.
 */
export function postsOf(place: Scope, { of, w, present, open }: Week): Post[] {
  const week = { of, w, present, open: open.map(workOf), audience: readersOf(of, present, w) };
  const posts = [...announcementsOf(place, week), ...forumOf(place, week), ...notesOf(place, week)];
  return posts.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

const workOf = ({ task, histories }: { task: Task; histories: readonly History[] }): TaskWork => ({
  task,
  histories,
  of: new Map(histories.flatMap((history) => history.team.map((student) => [student, history] as const))),
});

/** Who writes much reads much; all read less from week to week. */
function readersOf(
  { assistants, lecturer, calendar }: Class,
  present: readonly Student[],
  w: number,
): Reader[] {
  const tired = 1.2 - (0.5 * w) / calendar.weeks;
  return [
    { user: lecturer, zeal: 3, leaves: undefined },
    ...assistants.map((user) => ({ user, zeal: 6, leaves: undefined })),
    ...present.map(({ user, traits, leaves }) => {
      const zeal = tired * Math.exp(1.1 * traits.voice + 0.3 * traits.earliness);
      return { user, zeal, leaves };
    }),
  ];
}

/** Adds what is written until now, and who has read it: in a visit of theirs, or in one that is added for that. */
export function addPosts(scope: Scope, of: Class, posts: readonly Post[], visits: Visits): void {
  const { course, calendar } = of;
  for (const [n, { at, sender, message: text, to, audience, readers, seen }] of posts.entries()) {
    const place = scope.below('message', n);
    const message =
      at <= scope.now
        ? scope.add(make.codeabilityMessage, n, { ...to, course, sender, message: text, createdAt: at })
        : undefined;
    const add = (r: number, user: UserRow, readAt: Date): void => {
      if (message && readAt <= scope.now)
        place.add(make.codeabilityMessageRead, r, { message, user, readAt });
    };
    const known = new Set([sender.id, ...seen.map(({ user }) => user.id)]);
    for (const [r, { user, at: readAt }] of seen.entries()) add(audience.length + r, user, readAt);
    const random = place.random('reading');
    const odds = (0.55 * readers) / (1 - readers);
    for (const [r, { user, zeal, leaves }] of audience.entries()) {
      const reads = random.chance((odds * zeal) / (1 + odds * zeal));
      if (!reads || known.has(user.id) || (leaves && leaves <= at)) continue;
      const readAt = visits.next(user, at, random, calendar);
      if (readAt && (leaves === undefined || readAt < leaves)) add(r, user, readAt);
    }
  }
}
