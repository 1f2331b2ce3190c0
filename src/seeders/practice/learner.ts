import type { Session, Subject, Track } from '../../entities/practice.ts';
import type { RowOf } from '../../entities/row.ts';
import { nth } from '../../factories/nth.ts';
import * as make from '../../factories/practice/index.ts';
import { failures, problems } from '../../factories/practice/words.ts';
import { after, DAY, HOUR, MINUTE, WEEK } from '../../random/clock.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import { randomUuid } from '../../random/identity.ts';
import { mondayOf } from '../monday.ts';
import type { Scope } from '../scope.ts';

/** The weeks before this one, with a session each; one more is running. */
export const WEEKS = 5;
export const SESSIONS = WEEKS + 1;
/** From those who pass at once to those who need every hint. */
const STRENGTHS = 5;
const LANGUAGES = ['python', 'go', 'typescript'] as const;
const VISIBLE = 3;
const HIDDEN = 8;

/** What is handed in: the number of its text, from 0, and whether that was handed in before. */
interface Attempt {
  readonly text: number;
  readonly isRepeated: boolean;
}

const strengthOf = (learner: number): number => (learner * 3) % STRENGTHS;

/** How many texts it takes; the last one passes if it is solved. */
const textsOf = (learner: number, s: number): number =>
  1 + ((STRENGTHS - 1 - strengthOf(learner) + ((learner + s) % 3)) % 6);

const isSolved = (learner: number, s: number): boolean =>
  s < WEEKS && (strengthOf(learner) > 0 || (learner + s) % 2 === 0);

/** What a learner hands in within a session; some of it twice in a row. */
export function submissionsOf(learner: number, s: number): readonly Attempt[] {
  const attempts: Attempt[] = [];
  for (let text = 0; text < textsOf(learner, s); text++) {
    attempts.push({ text, isRepeated: false });
    if ((learner + 2 * s + text) % 4 === 0) attempts.push({ text, isRepeated: true });
  }
  return attempts;
}

/** Adds a learner's sessions, the first of them in tracks, with what was handed in. */
export function addPractice(scope: Scope, learner: number, tracks: readonly RowOf<Track>[]): void {
  const userId = randomUuid(scope.random('learner'));
  for (let s = 0; s < SESSIONS; s++) {
    const track = s % 3 === 2 ? null : nth(tracks, learner + Math.floor(s / 3));
    const subject = track?.subject ?? nth(['coding', 'systems', 'math'] as const, learner + s);
    const startedAt = beginning(scope.now, learner, s);
    const attempts = submissionsOf(learner, s);
    const times = attempts.map((_, a) =>
      after(startedAt, (4 + 7 * a) * MINUTE + scope.random(`time ${s}`, a).integer(0, 5 * MINUTE)),
    );
    const session = scope.add(make.session, s, {
      track,
      userId,
      subject,
      ...(!track && { mode: s === 2 ? ('practice' as const) : ('mock' as const) }),
      problemId: problemOf(track, subject, learner + s),
      status: s === WEEKS ? 'active' : isSolved(learner, s) ? 'completed' : 'abandoned',
      lastHintLevel: Math.max(0, Math.min(3, attempts.length - 1 - strengthOf(learner))),
      startedAt,
      updatedAt: times.at(-1) ?? startedAt,
    });
    for (const [a, attempt] of attempts.entries()) {
      addSubmission(scope, { learner, s, a, attempt, session, createdAt: times[a] ?? startedAt });
    }
  }
}

/** In an evening of its week; the last one within the last two hours. */
function beginning(at: Date, learner: number, s: number): Date {
  if (s === WEEKS) return after(at, -(90 + (learner % 30)) * MINUTE);
  return after(
    mondayOf(at),
    -(WEEKS - s) * WEEK + ((learner + 2 * s) % 7) * DAY + (16 + (learner % 5)) * HOUR,
  );
}

function problemOf(track: RowOf<Track> | null, subject: Subject, n: number): string {
  const inTrack = track?.modules.flatMap((module) => module.problems) ?? [];
  return nth(inTrack.length > 0 ? inTrack : problems[subject], n);
}

interface Submitted {
  readonly learner: number;
  readonly s: number;
  readonly a: number;
  readonly attempt: Attempt;
  readonly session: RowOf<Session>;
  readonly createdAt: Date;
}

/** What is random about a text is the same each time that it is handed in, but for how long it runs. */
function addSubmission(scope: Scope, { learner, s, a, attempt, session, createdAt }: Submitted): void {
  const { text } = attempt;
  const random = scope.below('session', s).random('text', text);
  const payloadSha256 = hexadecimal(random, 64);
  const isLast = text === textsOf(learner, s) - 1;
  scope.below('session', s).add(make.submission, a, {
    session,
    language: session.subject === 'coding' ? nth(LANGUAGES, learner) : null,
    visibleTotal: VISIBLE,
    hiddenTotal: HIDDEN,
    payloadSha256,
    createdAt,
    ...(isLast && isSolved(learner, s) ? {} : failure(text, random)),
  });
}

function failure(text: number, random: ReturnType<Scope['random']>) {
  const kind = random.unit();
  if (kind < 0.12) return { status: 'error', visiblePassed: 0, hiddenPassed: 0 } as const;
  if (kind < 0.25) return { status: 'timeout', hiddenPassed: random.integer(0, 3), execMs: 10_000 } as const;
  return {
    status: 'failed',
    visiblePassed: random.integer(1, VISIBLE),
    // Closer with each text.
    hiddenPassed: Math.min(HIDDEN - 1, text + random.integer(0, 3)),
    categories: [random.pick(failures)],
  } as const;
}
