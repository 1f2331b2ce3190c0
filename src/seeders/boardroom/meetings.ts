import type { Boardroom, SessionStatus, ThreadStatus, ThreadType } from '../../entities/boardroom.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/boardroom/index.ts';
import { agendas, type ThreadText, threadTexts, topicOf } from '../../factories/boardroom/words.ts';
import { nth } from '../../factories/nth.ts';
import { after, DAY, HOUR, MINUTE, SECOND } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import { lognormal, weighted } from '../latent.ts';
import { afterOfficeTime, officeMoment } from '../office-hours.ts';
import type { Scope } from '../scope.ts';
import { isThere, type Person } from './people.ts';

/** A room as its meetings need it. */
export interface Room {
  readonly boardroom: RowOf<Boardroom>;
  /** The owner first. */
  readonly team: readonly Person[];
  readonly areas: readonly string[];
  readonly createdAt: Date;
  readonly closedAt: Date | undefined;
  /** How long it meets, mostly. */
  readonly minutes: number;
  /** How many threads a meeting has, mostly. */
  readonly talk: number;
  /** What its meetings are about, mostly. */
  readonly agenda: number;
}

/** What a session or a thread is from some moment on. */
interface Step<S> {
  readonly at: Date;
  readonly status: S;
}

/** When people are at it: a break divides it in two. */
type Spans = readonly (readonly [from: Date, to: Date])[];

/** Adds the session that is planned for a moment, as it is now, with its threads. */
export function addSession(scope: Scope, n: number, room: Room, planned: Date): void {
  const { now } = scope;
  const random = scope.random('session', n);
  const createdAt = announced(random, room, planned);
  const course = courseOf(random, room, planned);
  if (!createdAt || createdAt > now || !course) return;
  const { steps, spans, present } = course;
  const step = steps.findLast(({ at }) => at <= now);
  const isCancelled = steps[0]?.status === 'cancelled';
  const startedAt = step && !isCancelled ? (steps[0]?.at ?? null) : null;
  const owner = room.team[0];
  const chair = random.chance(0.7) ? owner : random.pick(present);
  if (!chair) return;
  const session = scope.add(make.session, n, {
    boardroom: room.boardroom,
    user: chair.user,
    ...nth(agendas, random.chance(0.6) ? room.agenda : random.integer(0, agendas.length - 1)),
    createdAt,
    status: step?.status ?? 'active',
    startedAt,
    endedAt: step?.status === 'completed' ? step.at : null,
    updatedAt: step?.at ?? null,
  });
  if (isCancelled) return;
  for (const [t, thread] of threadsOf(scope.random('threads', n), n, room, spans, present).entries()) {
    if (thread.at > now) break;
    const state = thread.steps.findLast(({ at }) => at <= now);
    scope.below('session', n).add(make.thread, t, {
      session,
      user: thread.author.user,
      threadType: thread.type,
      ...thread.text,
      priority: thread.priority,
      createdAt: thread.at,
      status: state?.status ?? 'active',
      updatedAt: state?.at ?? null,
    });
  }
}

/** When it was put on the calendar: some days before, in office hours; undefined where the room is too new for it. */
function announced(random: Stream, { createdAt }: Room, planned: Date): Date | undefined {
  const early = officeMoment(after(planned, -random.integer(1, 7) * DAY), random);
  const late = after(planned, -random.integer(50 * MINUTE, 110 * MINUTE));
  const at = early < late && early > createdAt ? early : late;
  return at > createdAt ? at : undefined;
}

interface Course {
  readonly steps: readonly Step<SessionStatus>[];
  readonly spans: Spans;
  readonly present: readonly Person[];
}

/** What happens to a session: it is held, with a break at times, or cancelled, or stays open. */
function courseOf(random: Stream, { team, minutes }: Room, planned: Date): Course | undefined {
  const startedAt = after(planned, Math.round(lognormal(random, 4 * MINUTE, 0.7)) - 100 * SECOND);
  const length = Math.round(minutes * MINUTE * lognormal(random, 0.95, 0.18));
  const present = team.filter(
    (person, m) =>
      isThere(person, startedAt, after(startedAt, 3 * DAY)) && (m === 0 || random.chance(person.reliability)),
  );
  const hours = random.integer(30, 26 * 60);
  if (present.length < 2 || random.chance(0.06)) {
    const at = after(planned, -Math.min(hours, 45) * MINUTE);
    return { steps: [{ at, status: 'cancelled' }], spans: [], present: team.slice(0, 1) };
  }
  const started = { at: startedAt, status: 'active' } as const;
  const kind = random.unit();
  if (kind > 0.08) {
    const endedAt = after(startedAt, length);
    const ended = { at: endedAt, status: 'completed' } as const;
    // At times it is forgotten to close it.
    return { steps: kind > 0.98 ? [started] : [started, ended], spans: [[startedAt, endedAt]], present };
  }
  const pausedAt = after(startedAt, Math.round(length * (0.3 + 0.4 * random.unit())));
  const paused = { at: pausedAt, status: 'paused' } as const;
  const before = [startedAt, pausedAt] as const;
  // Put off until some day that never came.
  if (kind < 0.015) return { steps: [started, paused], spans: [before], present };
  const isShort = kind > 0.03;
  const break_ = lognormal(random, 12 * MINUTE, 0.4);
  const resumedAt = isShort ? after(pausedAt, Math.round(break_)) : afterOfficeTime(pausedAt, 8 * HOUR);
  const endedAt = after(resumedAt, length - (pausedAt.getTime() - startedAt.getTime()));
  const steps = [
    started,
    paused,
    { at: resumedAt, status: 'active' },
    { at: endedAt, status: 'completed' },
  ] as const;
  return { steps, spans: [before, [resumedAt, endedAt]], present };
}

interface Thread {
  readonly at: Date;
  readonly type: ThreadType;
  readonly text: ThreadText;
  readonly author: Person;
  readonly priority: number;
  readonly steps: readonly Step<ThreadStatus>[];
}

/** Topic after topic: a discussion, perhaps a decision, perhaps something to do; at times a note. */
function threadsOf(
  random: Stream,
  n: number,
  room: Room,
  spans: Spans,
  present: readonly Person[],
): Thread[] {
  const count = random.chance(0.03) ? 0 : Math.min(24, Math.round(lognormal(random, room.talk, 0.5)));
  const written: { type: ThreadType; text: ThreadText }[] = [];
  let topics = 0;
  while (written.length < count) {
    if (random.chance(0.16)) written.push({ type: 'note', text: random.pick(threadTexts.note) });
    const topic = topicOf(random, room.areas, 3 * n + topics++);
    written.push({ type: 'discussion', text: topic.discussion });
    const isDecided = random.chance(0.55);
    if (isDecided) written.push({ type: 'decision', text: topic.decision });
    if (random.chance(isDecided ? 0.6 : 0.25)) written.push({ type: 'action_item', text: topic.action_item });
  }
  const moments = written.map(() => random.unit()).sort((a, b) => a - b);
  const endedAt = spans.at(-1)?.[1] ?? room.createdAt;
  return written.slice(0, count).map(({ type, text }, t) => {
    const at = momentIn(spans, moments[t] ?? 0);
    const author = authorOf(random, type, present);
    const priority = type === 'note' ? 1 : 1 + (weighted(random, [0.35, 0.25, 0.22, 0.12, 0.06]) ?? 0);
    return { at, type, text, author, priority, steps: progress(random, type, at, endedAt) };
  });
}

/** The moment at a share (0 up to 1) of the time that people are at it. */
function momentIn(spans: Spans, share: number): Date {
  const lengths = spans.map(([from, to]) => to.getTime() - from.getTime());
  let rest = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [i, [from]] of spans.entries()) {
    const length = lengths[i] ?? 0;
    if (rest < length || i === spans.length - 1) return after(from, Math.floor(rest));
    rest -= length;
  }
  throw new RangeError('there is no time in which something could be written');
}

/** Decisions and notes are written down by the owner, mostly; the rest by those who like to write. */
function authorOf(random: Stream, type: ThreadType, present: readonly Person[]): Person {
  const leads = (type === 'decision' || type === 'note') && random.chance(0.6);
  const chosen = leads
    ? 0
    : (weighted(
        random,
        present.map(({ talk }) => talk),
      ) ?? 0);
  // At least two are present.
  return present[chosen] as Person;
}

/** What becomes of a thread: things to do take days, or are forgotten; what is closed is archived weeks later. */
function progress(random: Stream, type: ThreadType, at: Date, endedAt: Date): Step<ThreadStatus>[] {
  const soon = after(endedAt, random.integer(SECOND, 4 * MINUTE));
  const done = afterOfficeTime(after(endedAt, MINUTE), lognormal(random, 20 * HOUR, 1));
  const open = random.unit();
  if (open < (type === 'action_item' ? 0.12 : type === 'discussion' ? 0.15 : 0.02)) return [];
  const closedAt =
    type === 'action_item' ? done : type === 'discussion' && open < 0.3 ? after(at, 2 * MINUTE) : soon;
  const archivedAt = officeMoment(after(closedAt, random.integer(40, 60) * DAY), random);
  const closed = { at: closedAt, status: 'closed' } as const;
  return random.chance(0.85) ? [closed, { at: archivedAt, status: 'archived' }] : [closed];
}
