import { Session, type Subject, Submission, Track } from '../../entities/practice.ts';
import { after, MINUTE } from '../../random/clock.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import { randomUuid } from '../../random/identity.ts';
import { factory } from '../factory.ts';
import { problemOf, problems } from './words.ts';

/** A submission, with all tests passed unless a trait says otherwise. */
export const submission = factory(Submission, {
  parents: { session: Session },
  columns: {
    id: ({ id }) => id(),
    userId: ({ parents }) => parents.session.userId,
    subject: ({ parents }) => parents.session.subject,
    problemId: ({ parents, row, random }) =>
      parents.session.problemId ?? random.pick(problemsOf(row.subject)),
    language: ({ row, random }) =>
      row.subject === 'coding' ? random.pick(['python', 'go', 'typescript']) : null,
    status: 'passed',
    visibleTotal: 3,
    hiddenTotal: 8,
    visiblePassed: ({ row }) => row.visibleTotal,
    hiddenPassed: ({ row }) => row.hiddenTotal,
    categories: [],
    execMs: ({ random }) => random.integer(20, 900),
    payloadSha256: ({ random }) => hexadecimal(random, 64),
    createdAt: ({ parents, n, random }) =>
      after(parents.session.startedAt, n * MINUTE + random.integer(1, MINUTE)),
  },
}).traits({
  /** With that share of the hidden tests passed, 0 up to 1. */
  failed: (share = 0.5) => ({
    columns: {
      status: 'failed',
      hiddenPassed: ({ row }) => Math.floor(share * row.hiddenTotal),
      categories: ({ row, random }) => [random.pick(problemOf(row.problemId).pitfalls)],
    },
  }),
  timedOut: () => ({ columns: { status: 'timeout', hiddenPassed: 0, execMs: 10_000 } }),
  /** Before any test had run to its end. */
  crashed: () => ({ columns: { status: 'error', visiblePassed: 0, hiddenPassed: 0 } }),
  /** And the same once more a minute later, with the same hash. */
  twice: () => ({
    afterCreate: ({ row, add }) => {
      const { id: _, createdAt, session, ...same } = row;
      add(submission, { ...same, session, createdAt: after(createdAt, MINUTE) });
    },
  }),
});

/** A subject that is none is refused by its rule, not here. */
const problemsOf = (subject: Subject) => problems[subject] ?? problems.coding;

/** A session of a person who practises alone, in coding; with a track, one in that track. */
export const session = factory(Session, {
  parents: { track: { of: Track, optional: true } },
  columns: {
    id: ({ id }) => id(),
    userId: ({ random }) => randomUuid(random),
    subject: ({ parents }) => parents.track?.subject ?? 'coding',
    mode: ({ parents }) => (parents.track ? 'track' : 'practice'),
    problemId: ({ row, random }) => random.pick(problemsOf(row.subject)),
    status: 'active',
    lastHintLevel: 0,
    startedAt: ({ now }) => now,
    updatedAt: ({ row }) => row.startedAt,
  },
}).traits({
  inTrack: () => ({ parents: { track: {} } }),
  mock: () => ({ columns: { mode: 'mock' } }),
  completed: () => ({
    columns: { status: 'completed', updatedAt: ({ row }) => after(row.startedAt, 30 * MINUTE) },
  }),
  /** With hints up to that level, the first unless said otherwise. */
  hinted: (lastHintLevel = 1) => ({ columns: { lastHintLevel } }),
  /** With that many submissions, three unless said otherwise, of which the last one passes. */
  withSubmissions: (count = 3) => ({
    afterCreate: ({ row, add }) => {
      for (let i = 1; i < count; i++) add(submission.failed(), { session: row });
      if (count > 0) add(submission, { session: row });
    },
  }),
});
