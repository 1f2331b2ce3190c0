import type { Mode, Outcome, Session, Subject, Track } from '../../entities/practice.ts';
import type { RowOf } from '../../entities/row.ts';
import { nth } from '../../factories/nth.ts';
import * as make from '../../factories/practice/index.ts';
import { problemOf, problems } from '../../factories/practice/words.ts';
import { after, DAY, HOUR, MINUTE, SECOND } from '../../random/clock.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import { randomUuid } from '../../random/identity.ts';
import type { Stream } from '../../random/stream.ts';
import { lognormal, normal, weighted } from '../latent.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';

/** How long the cohort practises. */
export const WEEKS = 6;
const LANGUAGES = ['python', 'go', 'typescript'] as const;
const SUBJECTS = ['coding', 'math', 'systems'] as const;
/** After so long without anything happening, a session counts as abandoned. */
const IDLE = 12 * HOUR;
/** A mock interview ends then, solved or not. */
const INTERVIEW = 45 * MINUTE;

/** What stays the same about a learner. */
interface Learner {
  readonly userId: string;
  readonly ability: number;
  /** Days between sessions. */
  readonly pace: number;
  /** The hour (UTC) at which they like to practise, and the share of their sessions that is at weekends or by day. */
  readonly hour: number;
  readonly subject: Subject;
  readonly language: (typeof LANGUAGES)[number];
  /** How likely they give up after each attempt that failed. */
  readonly impatience: number;
  readonly joinedAt: Date;
  readonly stopsAt: Date;
}

/** Something that a learner hands in, and what comes of it. */
interface Attempt {
  readonly at: Date;
  /** The number of its text in the session. */
  readonly text: number;
  readonly status: Outcome;
  readonly visiblePassed: number;
  readonly hiddenPassed: number;
  readonly categories: readonly string[];
}

/** Adds what a learner has done by now: sessions, one after the other, with what was handed in. */
export function addPractice(scope: Scope, tracks: readonly RowOf<Track>[], start: Date): void {
  const learner = learnerOf(scope.random('learner'), start);
  const done = new Map<string, number>();
  let startedAt = learner.joinedAt;
  for (let s = 0; startedAt <= scope.now && startedAt < learner.stopsAt; s++) {
    const place = scope.below('session', s);
    const random = place.random('plan');
    const choice = chooses(random, learner, tracks, done);
    startedAt = nextStart(random, learner, addSession(place, { learner, startedAt, ...choice }));
  }
}

function learnerOf(random: Stream, start: Date): Learner {
  const joinedAt = timeOfDay(random, after(start, Math.floor(lognormal(random, 4, 1.1)) * DAY), 18);
  const stays = random.chance(0.55) ? WEEKS * 7 : lognormal(random, 9, 0.8);
  return {
    userId: randomUuid(random),
    ability: normal(random),
    pace: lognormal(random, 3.2, 0.6),
    hour: random.pick([7, 12, 16, 17, 18, 18, 19, 19, 20, 20, 21]),
    subject: nth(SUBJECTS, weighted(random, [0.6, 0.2, 0.2]) ?? 0),
    language: nth(LANGUAGES, weighted(random, [0.6, 0.15, 0.25]) ?? 0),
    impatience: 0.04 + 0.12 * random.unit(),
    joinedAt,
    stopsAt: new Date(
      Math.min(after(joinedAt, stays * DAY).getTime(), after(start, WEEKS * 7 * DAY).getTime()),
    ),
  };
}

/** About that hour, to the second: sessions do not start on the hour. */
const timeOfDay = (random: Stream, day: Date, hour: number): Date =>
  new Date(
    Math.floor(day.getTime() / DAY) * DAY +
      Math.floor(Math.min(23.4, Math.max(6, hour + 0.9 * normal(random))) * HOUR) +
      random.integer(0, MINUTE),
  );

/** Some go on at once; others come back after days, at weekends rather by day. */
function nextStart(random: Stream, { pace, hour }: Learner, { endedAt, isLeft }: SessionCourse): Date {
  const soon = random.chance(0.22) && !isLeft;
  const pause = lognormal(random, pace * DAY, 0.6);
  if (soon) return after(endedAt, random.integer(40 * SECOND, 12 * MINUTE));
  const day = after(endedAt, Math.max(0.7 * DAY, pause));
  const isWeekend = day.getUTCDay() % 6 === 0;
  const at = timeOfDay(random, day, isWeekend ? 10 + ((hour * 5) % 9) : hour);
  return at > endedAt ? at : after(at, DAY);
}

interface Choice {
  readonly mode: Mode;
  readonly track: RowOf<Track> | null;
  readonly subject: Subject;
  readonly problem: string;
}

/** Mostly the next problem of a track; at times one alone, or an interview. A learner does not begin with those. */
function chooses(
  random: Stream,
  learner: Learner,
  tracks: readonly RowOf<Track>[],
  done: Map<string, number>,
): Choice {
  const isFirst = done.size === 0;
  const kind = weighted(random, isFirst ? [1, 0.3, 0] : [0.6, 0.22, 0.18]) ?? 0;
  const subject = random.chance(0.8) ? learner.subject : random.pick(SUBJECTS);
  const open = problems[subject];
  const alone = open[Math.floor(open.length * random.unit())] ?? '';
  const count = (problem: string): void => void done.set(problem, (done.get(problem) ?? 0) + 1);
  if (kind > 0) {
    count(alone);
    return { mode: kind === 1 ? 'practice' : 'mock', track: null, subject, problem: alone };
  }
  // The easier track of a subject first.
  const own = tracks.filter((track) => track.subject === subject);
  for (const track of own) {
    const problem = track.modules.flatMap((module) => module.problems).find((one) => !done.has(one));
    if (problem === undefined) continue;
    count(problem);
    return { mode: 'track', track, subject, problem };
  }
  count(alone);
  return { mode: 'practice', track: null, subject, problem: alone };
}

interface Begun extends Choice {
  readonly learner: Learner;
  readonly startedAt: Date;
}

/** Adds a session as it is now. Returns how it goes on, and on what. */
function addSession(
  place: Scope,
  { learner, startedAt, problem, subject, mode, track }: Begun,
): SessionCourse {
  const { now } = place;
  const attempts = attemptsAt(place.random('attempts'), learner, problem, subject, startedAt, mode);
  const course = courseOf(place.random('course'), attempts, startedAt, mode);
  const { hints, endedAt, status } = course;
  const made = attempts.filter(({ at }) => at <= now);
  const given = hints.filter((at) => at <= now);
  const isOver = endedAt <= now;
  const last = [startedAt, ...made.map(({ at }) => at), ...given, ...(isOver ? [endedAt] : [])];
  const session = place.add(make.session, 0, {
    track,
    userId: learner.userId,
    subject,
    mode,
    problemId: problem,
    status: isOver ? status : 'active',
    lastHintLevel: given.length,
    startedAt,
    updatedAt: new Date(Math.max(...last.map(Number))),
  });
  for (const [a, { at, text, ...outcome }] of made.entries()) {
    addSubmission(place, a, text, { session, createdAt: at, ...outcome }, learner);
  }
  return course;
}

/** How many tests a problem has, visible and hidden. */
function testsOf(problem: string): readonly [visible: number, hidden: number] {
  const letters = problem.length;
  return [2 + (letters % 4), 5 + ((letters * 7) % 11)];
}

/**
 * What is handed in during a session: the abler the learner and the easier the problem, the sooner it passes. A pitfall
 * stays until it is seen, and at times a change makes things worse.
 */
function attemptsAt(
  random: Stream,
  { ability, impatience }: Learner,
  problem: string,
  subject: Subject,
  startedAt: Date,
  mode: Mode,
): Attempt[] {
  const { difficulty, pitfalls } = problemOf(problem);
  const [visible, hidden] = testsOf(problem);
  // Some only have a look.
  if (random.chance(0.08)) return [];
  const attempts: Attempt[] = [];
  const fit = ability - difficulty + 0.5 * normal(random);
  let known = 0.5 + 0.18 * fit;
  let at = after(startedAt, Math.round(lognormal(random, (11 - 2 * fit) * MINUTE, 0.5)));
  let text = 0;
  while (attempts.length < 25) {
    const pitfall = nth(pitfalls, Math.floor(Math.max(0, known) * pitfalls.length));
    const outcome = outcomeOf(random, { known, subject, visible, hidden, pitfall });
    attempts.push({ at, text, ...outcome });
    if (outcome.status === 'passed' || random.chance(impatience)) break;
    // The same once more, in the hope that it was the machine.
    while (random.chance(outcome.status === 'timeout' ? 0.25 : 0.06)) {
      at = after(at, random.integer(12 * SECOND, 50 * SECOND));
      attempts.push({ at, text, ...outcome });
    }
    text++;
    known += Math.max(-0.08, 0.09 + 0.035 * fit + 0.06 * normal(random));
    at = after(at, Math.round(lognormal(random, 3.5 * MINUTE, 0.9)));
    if (mode === 'mock' && at > after(startedAt, INTERVIEW)) break;
  }
  return attempts;
}

interface Tried {
  /** What share of it is solved; it passes from 0.75 on. */
  readonly known: number;
  readonly subject: Subject;
  readonly visible: number;
  readonly hidden: number;
  readonly pitfall: string;
}

type Result = Omit<Attempt, 'at' | 'text'>;

/** Programs may fail to run, or run for too long; answers in math cannot. */
function outcomeOf(random: Stream, { known, subject, visible, hidden, pitfall }: Tried): Result {
  const slip = random.unit();
  if (subject === 'coding' && slip < 0.1) {
    return { status: 'error', visiblePassed: 0, hiddenPassed: 0, categories: [] };
  }
  const share = Math.min(1, Math.max(0, known / 0.75));
  if (subject === 'coding' && pitfall === 'large input' && share > 0.5 && share < 1) {
    const passed = Math.min(hidden - 1, Math.floor(hidden * share * share));
    return { status: 'timeout', visiblePassed: visible, hiddenPassed: passed, categories: [pitfall] };
  }
  if (share === 1) return { status: 'passed', visiblePassed: visible, hiddenPassed: hidden, categories: [] };
  return {
    status: 'failed',
    visiblePassed: Math.min(visible, Math.round(visible * (0.3 + share))),
    hiddenPassed: Math.min(hidden - 1, Math.floor(hidden * share * share)),
    categories: [pitfall],
  };
}

interface SessionCourse {
  /** When each level of hints was asked for. */
  readonly hints: readonly Date[];
  readonly endedAt: Date;
  readonly status: 'completed' | 'abandoned';
  /** Whether the learner went away without saying so. */
  readonly isLeft?: boolean;
}

/** An interview has no hints and ends in time; who gives up elsewhere leaves, and some say so. */
function courseOf(random: Stream, attempts: readonly Attempt[], startedAt: Date, mode: Mode): SessionCourse {
  const last = attempts.at(-1);
  const isSolved = last?.status === 'passed';
  if (mode === 'mock') {
    const closes = after(startedAt, INTERVIEW);
    if (attempts.length > 0 && random.chance(0.88)) {
      return {
        hints: [],
        endedAt: isSolved ? after(last.at, random.integer(SECOND, 90 * SECOND)) : closes,
        status: 'completed',
      };
    }
    return { hints: [], endedAt: closes, status: 'abandoned' };
  }
  const hints = hintsAt(random, attempts);
  if (isSolved) return { hints, endedAt: after(last.at, random.integer(200, 1_500)), status: 'completed' };
  const left = hints.at(-1) ?? startedAt;
  const latest = last && last.at > left ? last.at : left;
  if (random.chance(0.4)) {
    return { hints, endedAt: after(latest, random.integer(20 * SECOND, 6 * MINUTE)), status: 'abandoned' };
  }
  return { hints, endedAt: after(latest, IDLE), status: 'abandoned', isLeft: true };
}

/** After two or more failures in a row, hints are asked for, one level at a time. */
function hintsAt(random: Stream, attempts: readonly Attempt[]): Date[] {
  const needs = 1 + random.integer(1, 4);
  return times(3, (level) => attempts[needs * (level + 1) - 1])
    .filter((attempt) => attempt !== undefined && attempt.status !== 'passed')
    .map((attempt) => after(attempt?.at ?? new Date(0), random.integer(4 * SECOND, 12 * SECOND)));
}

type Submitted = Pick<Parameters<typeof make.submission.row>[1], 'createdAt'> &
  Result & { readonly session: RowOf<Session>; readonly createdAt: Date };

/** What is random about a text is the same each time that it is handed in, but for how long it runs. */
function addSubmission(place: Scope, a: number, text: number, given: Submitted, { language }: Learner): void {
  const [visibleTotal, hiddenTotal] = testsOf(given.session.problemId ?? '');
  const isCode = given.session.subject === 'coding';
  const usual = isCode ? (language === 'python' ? 180 : 45) : 12;
  place.add(make.submission, a, {
    ...given,
    language: isCode ? language : null,
    visibleTotal,
    hiddenTotal,
    payloadSha256: hexadecimal(place.random('text', text), 64),
    execMs:
      given.status === 'timeout'
        ? 10_000
        : Math.max(1, Math.round(lognormal(place.random('runs', a), usual, 0.5))),
  });
}
