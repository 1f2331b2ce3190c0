import { after, DAY } from '../../random/clock.ts';
import type { Scope } from '../scope.ts';
import type { Class } from './class.ts';
import { addPosts, postsOf } from './conversations.ts';
import type { History } from './history.ts';
import type { Student } from './members.ts';
import type { Post } from './post.ts';
import { addSessions, type Deed, Visits } from './sessions.ts';
import { addHistory, historiesOf } from './submissions.ts';
import type { Task } from './syllabus.ts';

/** Who is there in week `w`, and what they do with its tasks, whenever it is looked at. */
export interface Week {
  readonly present: readonly Student[];
  readonly work: readonly { readonly task: Task; readonly histories: readonly History[] }[];
}

/** What is done in week `w` of a course from the beginning to the end. */
export function weekOf(of: Class, w: number): Week {
  const begun = after(of.calendar.week(w), 2 * DAY);
  const present = of.students.filter(({ leaves }) => leaves === undefined || leaves > begun);
  const open = of.tasks.filter(({ week }) => week === w);
  if (present.length === 0) return { present, work: [] };
  return { present, work: open.map((task, t) => ({ task, histories: historiesOf(of, task, t, present) })) };
}

/** Adds what happens in week `w` until now, and what comes of it: what is handed in, graded and written. */
export function addWeek(scope: Scope, w: number, of: Class): void {
  if (of.calendar.week(w) > scope.now) return;
  const { present, work } = weekOf(of, w);
  if (work.length === 0) return;
  for (const [t, one] of work.entries()) {
    for (const [n, history] of one.histories.entries()) {
      addHistory(scope.below('task', t).below('team', n), one.task, history);
    }
  }
  const histories = work.flatMap((one) => one.histories);
  const posts = postsOf(of.place.below('talk', w), { of, w, present, open: work });
  const staff = new Set([of.lecturer, ...of.assistants].map(({ id }) => id));
  const visits = new Visits(scope.below('visits', 0), deedsOf(histories, posts), staff);
  addPosts(scope, of, posts, visits);
  addSessions(scope, visits);
}

/** What people tried, graded, wrote and read for certain. */
function* deedsOf(histories: readonly History[], posts: readonly Post[]): Generator<Deed> {
  for (const { attempts, gradings } of histories) {
    for (const { by, at } of attempts) yield { user: by.user, at };
    for (const { by, at } of gradings) yield { user: by, at };
  }
  for (const { sender, at, seen } of posts) {
    yield { user: sender, at };
    yield* seen;
  }
}
