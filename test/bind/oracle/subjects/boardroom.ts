import type { MikroORM } from '@mikro-orm/postgresql';
import { bind } from '../../../../src/bind.ts';
import { boardroom } from '../../../../src/domains.ts';
import { Boardroom, Session, Thread, User } from '../../../../src/entities/boardroom.ts';
import type { EntityClass } from '../../../../src/entities/row.ts';
import { base, type Case, nested, one, value } from '../case.ts';
import type { Base, Subject } from '../subject.ts';

async function fill(orm: MikroORM): Promise<Base> {
  const f = bind(boardroom, { em: orm.em.fork(), run: 9 });
  const users = await f.user.createMany(3);
  const [first] = users;
  if (!first) throw new Error('there are three users');
  const room = await f.boardroom.create({ owner: first });
  const small = await f.boardroom.ofSize(1).create();
  const sessions = [
    await f.session.create({ boardroom: room, user: first }),
    await f.session.completed().create({ boardroom: room }),
    await f.session.create({ boardroom: small, user: first }),
  ];
  // The room of the last one is full by this.
  const thread = await f.thread.create({ session: sessions[2] ?? {}, user: first });
  return new Map<EntityClass, readonly object[]>([
    [User, users],
    [Boardroom, [room, small]],
    [Session, sessions],
    [Thread, [thread]],
  ]);
}

const early = value(new Date('2025-01-01T00:00:00Z'));
const blank = value('  ');

const contradictions: readonly Case[] = [
  one('user', { email: value('nobody') }),
  one('user', { fullName: blank }),
  one('boardroom', { name: blank }),
  one('boardroom', { maxParticipants: value(0) }),
  one('boardroom', { maxParticipants: value(101) }),
  one('session', { title: blank }),
  one('session', { status: value('done') }),
  one('session', { endedAt: early }),
  one('session', { status: value('completed') }),
  one('session', { startedAt: value(null) }, { traits: ['completed'] }),
  one('thread', { title: blank }),
  one('thread', { threadType: value('question') }),
  one('thread', { status: value('open') }),
  one('thread', { priority: value(0) }),
  one('thread', { priority: value(6) }),
  one('thread', { session: base(2), user: base(1) }),
  one('thread', { session: base(2, 'key'), user: base(1, 'key') }),
  one('thread', { session: base(2), user: nested() }),
];

export const boardroomSubject: Subject = {
  domain: boardroom,
  fill,
  contradictions,
  first: {},
  special: {
    'users.email': [
      'a@example.org',
      'a@b',
      'a b@example.org',
      '@example.org',
      'a@example.o',
      'ä@example.org',
    ],
    'users.full_name': ['Ada', ' ', '', '\t', ' x ', '\u00a0'],
    'boardrooms.name': ['Room', ' ', '', '\n'],
    'boardrooms.max_participants': [0, 1, 2, 100, 101, null],
    'sessions.title': ['Title', ' ', ''],
    'sessions.status': ['active', 'completed', 'paused', 'cancelled', 'Active', ''],
    'threads.title': ['Title', ' ', ''],
    'threads.thread_type': ['discussion', 'decision', 'action_item', 'note', 'Note', ''],
    'threads.status': ['active', 'closed', 'archived', 'open'],
    'threads.priority': [0, 1, 5, 6, null],
  },
  held: ['user', 'boardroom', 'session'],
  violations: {
    sessions_completed_times: `select from sessions where status = 'completed' and num_nulls(started_at, ended_at) > 0`,
    threads_max_participants: `select from sessions s join boardrooms b on b.id = s.boardroom_id
      where (select count(distinct t.user_id) from threads t where t.session_id = s.id) > b.max_participants`,
  },
  deriving: new Set(),
  overwritten: new Set(),
  implied: new Set(),
};
