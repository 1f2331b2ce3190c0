import { modes, outcomes, Session, Submission, subjects, Track } from '../entities/practice.ts';
import type { AnyRow } from '../load/sink.ts';
import { oneOf } from './column-checks.ts';
import { isAbove, isOther, isPresent, isUnlike } from './compare.ts';
import type { Make } from './counterexample.ts';
import type { Look } from './row-rule.ts';
import { defineRules } from './rule.ts';

const SHA256 = /^[0-9A-Fa-f]{64}$/;
const OUTCOME = ['status', 'visiblePassed', 'visibleTotal', 'hiddenPassed', 'hiddenTotal'] as const;

const track = 'left join public.tracks as track on track.id = sessions.track_id';
const session = 'left join public.sessions as session on session.id = submissions.session_id';
const outcome = (of: 'min' | 'max'): string =>
  `${of}(status), ${of}(visible_passed), ${of}(visible_total), ${of}(hidden_passed), ${of}(hidden_total)`;
const contradictory = `left join (
  select user_id, problem_id, payload_sha256 from public.submissions where payload_sha256 is not null group by 1, 2, 3
  having (${outcome('min')}) <> (${outcome('max')})
) as contradictory on contradictory.user_id = submissions.user_id
  and contradictory.problem_id = submissions.problem_id
  and contradictory.payload_sha256 = submissions.payload_sha256`;

/** Of other sessions those that are known here. */
function* repeated(row: AnyRow, look: Look): Iterable<AnyRow> {
  const own = look.parent(row, 'session', Session);
  // Asked for only so that all of them are known.
  if (own) look.children(Submission, 'session', own);
  yield* look.others(Submission, ['userId', 'problemId', 'payloadSha256'], row);
}

/** A submission that differs from the subject or user of its session. */
const ofSession = 'submissions_session';
const passedTests = 'submissions_passed_tests';
const failed = (make: Make) => make.spare(Submission, {}, 'failed');

export const practiceRules = defineRules([
  ...oneOf(
    { name: 'tracks_subject_check', entity: Track, property: 'subject', of: 'subject of a track' },
    subjects,
    255,
  ),
  ...oneOf(
    { name: 'sessions_subject_check', entity: Session, property: 'subject', of: 'subject of a session' },
    subjects,
    255,
  ),
  ...oneOf(
    { name: 'sessions_mode_check', entity: Session, property: 'mode', of: 'mode of a session' },
    modes,
    255,
  ),
  ...oneOf(
    {
      name: 'submissions_subject_check',
      entity: Submission,
      property: 'subject',
      of: 'subject of a submission',
      also: [ofSession],
    },
    subjects,
    255,
  ),
  ...oneOf(
    {
      name: 'submissions_status_check',
      entity: Submission,
      property: 'status',
      of: 'status of a submission',
      also: [passedTests],
    },
    outcomes,
    255,
  ),
  {
    name: 'sessions_track',
    entity: Session,
    description: 'A session in mode track has a track, of its own subject.',
    enforcedBy: 'verify',
    hint: 'Use the trait `inTrack`, or pass a track and leave the mode and the subject out.',
    violations: {
      joins: [track],
      broken: `sessions.mode = 'track' and (sessions.track_id is null or track.subject <> sessions.subject)`,
      right: `'a track' || coalesce(' of ' || sessions.subject, '')`,
    },
    breaks: (row, look) => {
      const { mode, subject, track } = row;
      if (mode !== 'track') return undefined;
      const its = look.parent(row, 'track', Track)?.['subject'];
      return !isPresent(track) || isOther(its, subject)
        ? { mode, subject, track, "the track's subject": its }
        : undefined;
    },
    counterexample: (make) => ({ insert: Session, row: { ...make.spare(Session), mode: 'track' } }),
  },
  {
    name: ofSession,
    entity: Submission,
    description: 'A submission has the userId and the subject of its session.',
    enforcedBy: 'verify',
    hint: 'Leave both out: they come from the session.',
    violations: {
      joins: [session],
      broken: 'session.user_id <> submissions.user_id or session.subject <> submissions.subject',
      right: `'user_id ' || session.user_id || ', subject ' || session.subject`,
    },
    breaks: (row, look) => {
      const { userId, subject } = row;
      const own = look.parent(row, 'session', Session);
      return own && (isOther(own['userId'], userId) || isOther(own['subject'], subject))
        ? { userId, subject, "the session's userId": own['userId'], "the session's subject": own['subject'] }
        : undefined;
    },
    counterexample: (make) => {
      const row = make.spare(Submission);
      const subject = subjects.find((other) => other !== row.subject);
      return { insert: Submission, row: { ...row, subject } };
    },
  },
  {
    name: 'submissions_totals',
    entity: Submission,
    description: 'A submission passes at most as many visible and hidden tests as there are.',
    enforcedBy: 'verify',
    violations: {
      broken: `submissions.visible_passed > submissions.visible_total
        or submissions.hidden_passed > submissions.hidden_total`,
      right: `'at most ' || submissions.visible_total || ' visible and ' || submissions.hidden_total || ' hidden'`,
    },
    breaks: ({ visiblePassed, visibleTotal, hiddenPassed, hiddenTotal }) =>
      isAbove(visiblePassed, visibleTotal) || isAbove(hiddenPassed, hiddenTotal)
        ? { visiblePassed, visibleTotal, hiddenPassed, hiddenTotal }
        : undefined,
    counterexample: (make) => {
      const row = failed(make);
      return { insert: Submission, row: { ...row, visiblePassed: row.visibleTotal + 1 } };
    },
  },
  {
    name: passedTests,
    entity: Submission,
    description: 'The status of a submission is passed exactly when it passes all visible and hidden tests.',
    enforcedBy: 'verify',
    hint: 'Use the traits `failed`, `timedOut` and `crashed`, which make the numbers fit.',
    violations: {
      broken: `(submissions.status = 'passed') <> (submissions.visible_passed = submissions.visible_total
        and submissions.hidden_passed = submissions.hidden_total)`,
      right: `'passed exactly when all tests are, not ' || submissions.status`,
    },
    breaks: ({ status, visiblePassed, visibleTotal, hiddenPassed, hiddenTotal }) => {
      const values = { status, visiblePassed, visibleTotal, hiddenPassed, hiddenTotal };
      if (!Object.values(values).every(isPresent)) return undefined;
      const all = visiblePassed === visibleTotal && hiddenPassed === hiddenTotal;
      return (status === 'passed') === all ? undefined : values;
    },
    counterexample: (make) => ({ insert: Submission, row: { ...failed(make), status: 'passed' } }),
  },
  {
    name: 'submissions_payload_sha256',
    entity: Submission,
    description: 'The payloadSha256 of a submission is 64 hexadecimal digits.',
    enforcedBy: 'verify',
    violations: {
      broken: `submissions.payload_sha256 !~ '^[0-9A-Fa-f]{64}$'`,
      right: `'64 hexadecimal digits'`,
    },
    breaks: ({ payloadSha256 }) => (isUnlike(payloadSha256, SHA256) ? { payloadSha256 } : undefined),
    counterexample: (make) => ({
      insert: Submission,
      row: { ...make.spare(Submission), payloadSha256: 'none' },
    }),
  },
  {
    name: 'submissions_payload_sha256_length',
    entity: Submission,
    enforcedBy: 'constraint',
    counterexample: (make) => ({
      update: Submission,
      row: make.row(Submission),
      set: { payloadSha256: 'a'.repeat(65) },
      also: ['submissions_payload_sha256'],
    }),
  },
  {
    name: 'submissions_same_outcome',
    entity: Submission,
    description: 'Two submissions of one user and problem with the same payloadSha256 have the same outcome.',
    enforcedBy: 'verify',
    hint: 'Use the trait `twice`, or leave the payloadSha256 out.',
    violations: {
      joins: [contradictory],
      broken: 'contradictory.user_id is not null',
      right: `'one status, and the same numbers of tests, for each payload_sha256'`,
    },
    breaks: (row, look) => {
      const { userId, problemId, payloadSha256 } = row;
      if (![userId, problemId, payloadSha256].every(isPresent)) return undefined;
      for (const other of repeated(row, look)) {
        if (OUTCOME.some((property) => isOther(other[property], row[property]))) {
          return {
            userId,
            problemId,
            payloadSha256,
            status: row['status'],
            "the other's status": other['status'],
          };
        }
      }
      return undefined;
    },
    counterexample: (make) => {
      const { session, problemId, payloadSha256 } = make.row(Submission);
      const row = make.spare(Submission, { session }, 'failed');
      return { insert: Submission, row: { ...row, problemId, payloadSha256 } };
    },
  },
]);
