import {
  Boardroom,
  Session,
  sessionStatuses,
  Thread,
  threadStatuses,
  threadTypes,
  User,
} from '../entities/boardroom.ts';
import type { EntityClass } from '../entities/row.ts';
import { after, MINUTE } from '../random/clock.ts';
import { fromTo, notBlank, oneOf } from './column-checks.ts';
import { isAbove, isBefore, isPresent, isUnlike } from './compare.ts';
import { type DomainRule, defineRules } from './rule.ts';
import { updatedAfterCreated } from './update-time.ts';

const MAIL_ADDRESS = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/;

const room = [
  'left join public.sessions as session on session.id = threads.session_id',
  'left join public.boardrooms as boardroom on boardroom.id = session.boardroom_id',
];
const participants = `left join (
  select session_id, count(distinct user_id) as people from public.threads group by 1
) as participants on participants.session_id = threads.session_id`;

const checks = defineRules([
  {
    name: 'users_email_check',
    entity: User,
    description: 'The email of a user is a mail address.',
    enforcedBy: 'constraint',
    breaks: ({ email }) => (isUnlike(email, MAIL_ADDRESS) ? { email } : undefined),
    counterexample: (make) => ({ update: User, row: make.row(User), set: { email: 'nobody' } }),
  },
  {
    name: 'users_email_length',
    entity: User,
    enforcedBy: 'constraint',
    counterexample: (make) => ({
      update: User,
      row: make.row(User),
      set: { email: `${'x'.repeat(255)}@example.org` },
    }),
  },
  notBlank({ name: 'users_full_name_check', entity: User, property: 'fullName', of: 'fullName of a user' }),
  notBlank({ name: 'boardrooms_name_check', entity: Boardroom, property: 'name', of: 'name of a boardroom' }),
  fromTo(
    {
      name: 'boardrooms_max_participants_check',
      entity: Boardroom,
      property: 'maxParticipants',
      of: 'maxParticipants of a boardroom',
    },
    1,
    100,
  ),
  notBlank({ name: 'sessions_title_check', entity: Session, property: 'title', of: 'title of a session' }),
  ...oneOf(
    { name: 'sessions_status_check', entity: Session, property: 'status', of: 'status of a session' },
    sessionStatuses,
    50,
  ),
  {
    name: 'sessions_check',
    entity: Session,
    description: 'A session ends after it was started.',
    enforcedBy: 'constraint',
    breaks: ({ startedAt, endedAt }) => (isBefore(endedAt, startedAt) ? { startedAt, endedAt } : undefined),
    counterexample: (make) => {
      const row = make.spare(Session, {}, 'completed');
      return { insert: Session, row: { ...row, endedAt: after(row.createdAt, -MINUTE) } };
    },
  },
  notBlank({ name: 'threads_title_check', entity: Thread, property: 'title', of: 'title of a thread' }),
  ...oneOf(
    {
      name: 'threads_thread_type_check',
      entity: Thread,
      property: 'threadType',
      of: 'threadType of a thread',
    },
    threadTypes,
    50,
  ),
  ...oneOf(
    { name: 'threads_status_check', entity: Thread, property: 'status', of: 'status of a thread' },
    threadStatuses,
    50,
  ),
  fromTo(
    { name: 'threads_priority_check', entity: Thread, property: 'priority', of: 'priority of a thread' },
    1,
    5,
  ),
]);

const semantic = defineRules([
  {
    name: 'sessions_completed_times',
    entity: Session,
    description: 'A completed session has a startedAt and an endedAt.',
    enforcedBy: 'verify',
    hint: 'Use the trait `completed`, which makes both.',
    violations: {
      broken: `sessions.status = 'completed' and (sessions.started_at is null or sessions.ended_at is null)`,
      right: `'both started_at and ended_at'`,
    },
    breaks: ({ status, startedAt, endedAt }) =>
      status === 'completed' && !(isPresent(startedAt) && isPresent(endedAt))
        ? { status, startedAt, endedAt }
        : undefined,
    counterexample: (make) => ({
      insert: Session,
      row: { ...make.spare(Session), status: 'completed' },
    }),
  },
  {
    name: 'threads_max_participants',
    entity: Thread,
    description:
      'The threads of a session are by at most as many people as the maxParticipants of its boardroom.',
    enforcedBy: 'verify',
    hint: 'Pass a user who takes part already, or make the boardroom larger.',
    violations: {
      joins: [...room, participants],
      broken: 'participants.people > boardroom.max_participants',
      right: `'at most ' || boardroom.max_participants || ' people, not ' || participants.people`,
    },
    breaks: (row, look) => {
      const session = look.parent(row, 'session', Session);
      const most = session && look.parent(session, 'boardroom', Boardroom)?.['maxParticipants'];
      if (!session || !isPresent(most)) return undefined;
      const people = new Set<unknown>();
      for (const { user } of look.children(Thread, 'session', session)) if (isPresent(user)) people.add(user);
      return isAbove(people.size, most)
        ? { session: row['session'], maxParticipants: most, people: people.size }
        : undefined;
    },
    counterexample: (make) => {
      const session = make.row(Session, { boardroom: { maxParticipants: 1 } });
      make.row(Thread, { session });
      return { insert: Thread, row: make.spare(Thread, { session, user: make.row(User) }) };
    },
  },
]);

const keepsTime = <const T extends string>(
  entity: EntityClass,
  table: T,
  one: string,
): DomainRule<`${T}_updated_at`> =>
  updatedAfterCreated({ entity, table, trigger: `${table}_updated_at`, one });

/** What the boardroom schema demands of rows beyond what its entities state. */
export const boardroomRules = defineRules([
  ...checks,
  ...semantic,
  keepsTime(User, 'users', 'user'),
  keepsTime(Boardroom, 'boardrooms', 'boardroom'),
  keepsTime(Session, 'sessions', 'session'),
  keepsTime(Thread, 'threads', 'thread'),
]);
