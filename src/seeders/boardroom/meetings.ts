import type { Boardroom, Session, ThreadStatus, ThreadType, User } from '../../entities/boardroom.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/boardroom/index.ts';
import { agendas, threadTexts } from '../../factories/boardroom/words.ts';
import { nth } from '../../factories/nth.ts';
import { after, DAY, HOUR, MINUTE, WEEK } from '../../random/clock.ts';
import { mondayOf } from '../monday.ts';
import type { Scope } from '../scope.ts';

/** The weeks before this one; their sessions are over. */
export const WEEKS = 12;
/** What comes up in a session, in this order; none has more threads than that. */
const COURSE_OF_EVENTS: readonly ThreadType[] = [
  'note',
  'discussion',
  'decision',
  'action_item',
  'discussion',
  'action_item',
  'decision',
  'note',
];
/** Older threads are archived. */
const KEPT_WEEKS = 8;

interface Meeting {
  readonly room: number;
  /** From 0; `WEEKS` is today. */
  readonly week: number;
  readonly boardroom: RowOf<Boardroom>;
  readonly team: readonly RowOf<User>[];
}

/** Whether a room is still in use: the others have no session today. */
export const isOpen = (room: number): boolean => room % 12 !== 7;

/** How many threads a session has; what was cancelled has none. */
export function threadsOf(room: number, week: number): number {
  if (isCancelled(room, week)) return 0;
  return week === WEEKS ? 3 : 5 + ((room + week) % 4);
}

const isCancelled = (room: number, week: number): boolean => week < WEEKS && (room + 2 * week) % 13 === 5;

/** Adds the session of a week with its threads, if there is one. */
export function addSession(scope: Scope, meeting: Meeting): void {
  const { room, week } = meeting;
  if (week === WEEKS) {
    if (isOpen(room)) addRunning(scope, meeting);
    return;
  }
  const weekday = room % 5;
  const planned = after(
    mondayOf(scope.now),
    -(WEEKS - week) * WEEK + weekday * DAY + (9 + ((room * 3) % 7)) * HOUR,
  );
  if (isCancelled(room, week)) {
    addTo(scope, meeting, planned, {
      status: 'cancelled',
      startedAt: null,
      updatedAt: after(planned, -2 * HOUR),
    });
    return;
  }
  const startedAt = after(planned, scope.random('delay', week).integer(0, 7) * MINUTE);
  const endedAt = after(startedAt, scope.random('length', week).integer(6, 18) * 5 * MINUTE);
  const session = addTo(scope, meeting, planned, {
    status: 'completed',
    startedAt,
    endedAt,
    updatedAt: endedAt,
  });
  addThreads(scope, meeting, session, endedAt);
}

/** Today's session, which has begun less than an hour ago; in some rooms there is a break. */
function addRunning(scope: Scope, meeting: Meeting): void {
  const { now } = scope;
  const startedAt = after(now, -scope.random('running', 0).integer(20, 50) * MINUTE);
  const state =
    meeting.room % 4 === 3
      ? ({ status: 'paused', startedAt, updatedAt: after(now, -5 * MINUTE) } as const)
      : ({ status: 'active', startedAt } as const);
  addThreads(scope, meeting, addTo(scope, meeting, startedAt, state), now);
}

type State = Pick<Parameters<typeof make.session.row>[1], 'status' | 'startedAt' | 'endedAt' | 'updatedAt'>;

/** It was put on the calendar one to five days before. */
function addTo(scope: Scope, { room, week, boardroom, team }: Meeting, planned: Date, state: State) {
  return scope.add(make.session, week, {
    boardroom,
    user: nth(team, week % 3),
    ...nth(agendas, room + week),
    createdAt: after(planned, -(1 + ((room + week) % 5)) * DAY),
    ...state,
  });
}

function addThreads(scope: Scope, meeting: Meeting, session: RowOf<Session>, until: Date): void {
  const { room, week, boardroom, team } = meeting;
  const count = threadsOf(room, week);
  const present = Math.min(
    boardroom.maxParticipants ?? team.length,
    week === WEEKS ? 3 : 3 + ((room + week) % 6),
  );
  const began = session.startedAt ?? session.createdAt;
  const place = scope.below('session', week);
  for (let t = 0; t < count; t++) {
    const threadType = nth(COURSE_OF_EVENTS, t);
    const random = place.random('thread', t);
    const createdAt = after(
      began,
      Math.floor(((t + 0.9 * random.unit()) / count) * (until.getTime() - began.getTime())),
    );
    place.add(make.thread, t, {
      session,
      // Those who are there take turns.
      user: nth(team, (week + t) % present),
      threadType,
      ...nth(threadTexts[threadType], room + 3 * week + t),
      createdAt,
      priority: threadType === 'note' ? 1 : random.integer(1, 5),
      ...progress(scope, week, threadType, until, random.unit()),
    });
  }
}

/** What has become of a thread by now: action items take up to three weeks, all others the session. */
function progress(scope: Scope, week: number, type: ThreadType, until: Date, share: number): Progress {
  if (week === WEEKS) return { status: 'active' };
  const done = type === 'action_item' ? after(until, DAY + share * 20 * DAY) : until;
  const updatedAt = new Date(Math.floor(done.getTime()));
  if (updatedAt > scope.now) return { status: 'active' };
  return { status: week < WEEKS - KEPT_WEEKS ? 'archived' : 'closed', updatedAt };
}

interface Progress {
  readonly status: ThreadStatus;
  readonly updatedAt?: Date;
}
