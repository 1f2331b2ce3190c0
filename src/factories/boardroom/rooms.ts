import { Boardroom, Session, Thread, type ThreadType, threadTypes, User } from '../../entities/boardroom.ts';
import { after, MINUTE } from '../../random/clock.ts';
import { factory } from '../factory.ts';
import { agendas, roomNames, threadTexts } from './words.ts';

/** A thread by the user whose session it is, unless another one is given. */
export const thread = factory(Thread, {
  parents: { session: Session, user: { of: User, defaultThrough: 'session' } },
  columns: {
    id: ({ id }) => id(),
    createdAt: ({ now }) => now,
    threadType: 'discussion',
    title: ({ row, random }) => random.pick(textsOf(row.threadType)).title,
    content: ({ row }) => textsOf(row.threadType).find(({ title }) => title === row.title)?.content ?? null,
    status: 'active',
    priority: 1,
  },
}).traits({
  decision: () => ({ columns: { threadType: 'decision' } }),
  actionItem: () => ({ columns: { threadType: 'action_item' } }),
  note: () => ({ columns: { threadType: 'note' } }),
  closed: () => ({ columns: { status: 'closed' } }),
  archived: () => ({ columns: { status: 'archived' } }),
  /** Of that priority, 1 to 5, the highest unless said otherwise. */
  urgent: (priority = 5) => ({ columns: { priority } }),
});

/** A type that is none is refused by its rule, not here. */
const textsOf = (type: ThreadType) => threadTexts[type] ?? threadTexts.discussion;

/** A session that has begun, in a room of another person, unless a trait says otherwise. */
export const session = factory(Session, {
  parents: { boardroom: Boardroom, user: User },
  columns: {
    id: ({ id }) => id(),
    createdAt: ({ now }) => now,
    title: ({ random }) => random.pick(agendas).title,
    description: ({ row }) => agendas.find(({ title }) => title === row.title)?.description ?? null,
    status: 'active',
    startedAt: ({ row }) => row.createdAt,
  },
}).traits({
  /** Ended after that many minutes, an hour unless said otherwise. */
  completed: (minutes = 60) => ({
    columns: {
      status: 'completed',
      startedAt: ({ row }) => row.createdAt,
      endedAt: ({ row }) => row.startedAt && after(row.startedAt, minutes * MINUTE),
    },
  }),
  paused: () => ({ columns: { status: 'paused' } }),
  /** Before it had begun. */
  cancelled: () => ({ columns: { status: 'cancelled', startedAt: null, endedAt: null } }),
  /** With a thread of each type. */
  withThreads: () => ({
    afterCreate: ({ row, add }) => {
      for (const threadType of threadTypes) add(thread, { session: row, threadType });
    },
  }),
});

/** A room for ten people. */
export const boardroom = factory(Boardroom, {
  parents: { owner: User },
  columns: {
    id: ({ id }) => id(),
    createdAt: ({ now }) => now,
    name: ({ random }) => random.pick(roomNames).name,
    description: ({ row }) => roomNames.find(({ name }) => name === row.name)?.description ?? null,
    isActive: true,
    maxParticipants: 10,
  },
}).traits({
  inactive: () => ({ columns: { isActive: false } }),
  /** For that many people, 1 to 100, two unless said otherwise. */
  ofSize: (maxParticipants = 2) => ({ columns: { maxParticipants } }),
  /** However many take part. */
  unlimited: () => ({ columns: { maxParticipants: null } }),
  /** With that many sessions of its owner that have ended, two unless said otherwise, with a thread of each type. */
  withSessions: (count = 2) => ({
    afterCreate: ({ row, add }) => {
      for (let i = 0; i < count; i++) {
        add(session.completed().withThreads(), { boardroom: row, user: row.owner });
      }
    },
  }),
});
