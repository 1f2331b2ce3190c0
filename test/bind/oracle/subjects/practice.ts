import type { MikroORM } from '@mikro-orm/postgresql';
import { bind } from '../../../../src/bind.ts';
import { practice } from '../../../../src/domains.ts';
import { Session, Submission, Track } from '../../../../src/entities/practice.ts';
import type { EntityClass } from '../../../../src/entities/row.ts';
import { base, type Case, one, same, value } from '../case.ts';
import type { Base, Subject } from '../subject.ts';

async function fill(orm: MikroORM): Promise<Base> {
  const f = bind(practice, { em: orm.em.fork(), run: 9 });
  const tracks = [await f.track.create(), await f.track.math().create()];
  const [coding] = tracks;
  const sessions = [await f.session.create(), await f.session.create({ track: coding ?? {} })];
  const [alone] = sessions;
  const submissions = [
    await f.submission.create({ session: alone ?? {}, payloadSha256: 'a'.repeat(64) }),
    await f.submission.failed().create({ session: alone ?? {} }),
  ];
  return new Map<EntityClass, readonly object[]>([
    [Track, tracks],
    [Session, sessions],
    [Submission, submissions],
  ]);
}

const contradictions: readonly Case[] = [
  one('track', { subject: value('art') }),
  one('session', { subject: value('art') }),
  one('session', { mode: value('exam') }),
  one('session', { mode: value('track') }),
  one('session', { track: base(0), subject: value('math') }),
  one('session', { track: base(1, 'key'), subject: value('coding'), mode: value('track') }),
  one('submission', { subject: value('art') }),
  one('submission', { subject: value('math') }),
  one('submission', { userId: value('0a0b0c0d-0000-8000-8000-00000000000a') }),
  one('submission', { session: base(0, 'key'), subject: value('math') }),
  one('submission', { status: value('lost') }),
  one('submission', { status: value('failed') }),
  one('submission', { status: value('passed') }, { traits: ['failed'] }),
  one('submission', { visiblePassed: value(4) }),
  one('submission', { hiddenPassed: value(9) }, { traits: ['failed'] }),
  one('submission', { payloadSha256: value('none') }),
  one('submission', { session: base(0), payloadSha256: value('a'.repeat(64)) }, { traits: ['failed'] }),
  one(
    'submission',
    { session: base(0, 'key'), payloadSha256: value('a'.repeat(64)) },
    { traits: ['crashed'] },
  ),
  one(
    'submission',
    { session: base(0), payloadSha256: same },
    { first: { session: base(0) }, traits: ['timedOut'] },
  ),
];

const totals = [0, 1, 3, 8, -1];

export const practiceSubject: Subject = {
  domain: practice,
  fill,
  contradictions,
  first: {},
  special: {
    'tracks.subject': ['coding', 'math', 'systems', 'art', ''],
    'sessions.subject': ['coding', 'math', 'systems', 'art'],
    'sessions.mode': ['practice', 'mock', 'track', 'exam'],
    'submissions.subject': ['coding', 'math', 'systems', 'art'],
    'submissions.status': ['passed', 'failed', 'timeout', 'error', 'Passed'],
    'submissions.visible_passed': totals,
    'submissions.visible_total': totals,
    'submissions.hidden_passed': totals,
    'submissions.hidden_total': totals,
    'submissions.payload_sha256': ['a'.repeat(64), 'A'.repeat(64), 'g'.repeat(64), 'a'.repeat(63), '', null],
  },
  held: ['track', 'session'],
  violations: {
    sessions_track: `select from sessions s left join tracks t using (subject)
      where s.mode = 'track' group by s.id having not coalesce(bool_or(t.id = s.track_id), false)`,
    submissions_session: `select from submissions u where not exists (
      select from sessions s where s.id = u.session_id and (s.user_id, s.subject) = (u.user_id, u.subject))`,
    submissions_totals: `select from submissions
      where greatest(visible_passed - visible_total::bigint, hidden_passed - hidden_total::bigint) > 0`,
    submissions_passed_tests: `select from submissions where case status when 'passed'
      then (visible_passed, hidden_passed) <> (visible_total, hidden_total)
      else (visible_passed, hidden_passed) = (visible_total, hidden_total) end`,
    submissions_payload_sha256: `select from submissions where payload_sha256 !~* '^[[:xdigit:]]{64}$'`,
    submissions_same_outcome: `select from submissions a join submissions b using (user_id, problem_id, payload_sha256)
      where (a.status, a.visible_passed, a.visible_total, a.hidden_passed, a.hidden_total)
        <> (b.status, b.visible_passed, b.visible_total, b.hidden_passed, b.hidden_total)`,
  },
  deriving: new Set(),
  overwritten: new Set(),
  implied: new Set(),
};
