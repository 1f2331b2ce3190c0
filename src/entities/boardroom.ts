import { defineEntity, p } from '@mikro-orm/core';
import { isNotBlank, isOneOf } from './checks.ts';
import { belongsTo, id, timestamp } from './columns.ts';
import { packageFolder } from './package-folder.ts';
import { defineSchema } from './schema.ts';
import { setUpdatedAt, updatedAt } from './updated-at.ts';

export const sessionStatuses = ['active', 'completed', 'paused', 'cancelled'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];
export const threadTypes = ['discussion', 'decision', 'action_item', 'note'] as const;
export type ThreadType = (typeof threadTypes)[number];
export const threadStatuses = ['active', 'closed', 'archived'] as const;
export type ThreadStatus = (typeof threadStatuses)[number];

const record = {
  id: id(),
  createdAt: timestamp().defaultRaw('now()'),
  updatedAt: timestamp().nullable(),
};

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    ...record,
    createdAt: timestamp().defaultRaw('now()').index(),
    email: p.string().length(255).unique(),
    hashedPassword: p.string().length(255),
    fullName: p.string().length(255).nullable(),
    isActive: p.boolean().default(true).index(),
    isVerified: p.boolean().default(false),
  },
  checks: [
    {
      name: 'users_email_check',
      expression: String.raw`email ~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$'`,
    },
    { name: 'users_full_name_check', expression: `full_name is null or ${isNotBlank('full_name')}` },
  ],
  triggers: [updatedAt('users')],
});
export class User extends UserSchema.class {}
UserSchema.setClass(User);

const BoardroomSchema = defineEntity({
  name: 'Boardroom',
  tableName: 'boardrooms',
  properties: {
    ...record,
    createdAt: timestamp().defaultRaw('now()').index(),
    name: p.string().length(255),
    description: p.text().nullable(),
    owner: () => belongsTo(User).index(),
    isActive: p.boolean().default(true).index(),
    maxParticipants: p.integer().nullable().default(10),
  },
  checks: [
    { name: 'boardrooms_name_check', expression: isNotBlank('name') },
    {
      name: 'boardrooms_max_participants_check',
      expression: 'max_participants >= 1 and max_participants <= 100',
    },
  ],
  triggers: [updatedAt('boardrooms')],
});
export class Boardroom extends BoardroomSchema.class {}
BoardroomSchema.setClass(Boardroom);

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    ...record,
    boardroom: () => belongsTo(Boardroom).index(),
    user: () => belongsTo(User).index(),
    title: p.string().length(255),
    description: p.text().nullable(),
    status: p.string().length(50).$type<SessionStatus>().default('active').index(),
    startedAt: timestamp().nullable().index(),
    endedAt: timestamp().nullable(),
  },
  checks: [
    { name: 'sessions_title_check', expression: isNotBlank('title') },
    { name: 'sessions_status_check', expression: isOneOf('status', sessionStatuses) },
    { name: 'sessions_check', expression: 'ended_at is null or ended_at >= started_at' },
  ],
  triggers: [updatedAt('sessions')],
});
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);

const ThreadSchema = defineEntity({
  name: 'Thread',
  tableName: 'threads',
  properties: {
    ...record,
    createdAt: timestamp().defaultRaw('now()').index(),
    session: () => belongsTo(Session).index(),
    user: () => belongsTo(User).index(),
    title: p.string().length(255),
    content: p.text().nullable(),
    threadType: p.string().length(50).$type<ThreadType>().default('discussion').index(),
    status: p.string().length(50).$type<ThreadStatus>().default('active').index(),
    priority: p.integer().nullable().default(1),
  },
  checks: [
    { name: 'threads_title_check', expression: isNotBlank('title') },
    { name: 'threads_thread_type_check', expression: isOneOf('thread_type', threadTypes) },
    { name: 'threads_status_check', expression: isOneOf('status', threadStatuses) },
    { name: 'threads_priority_check', expression: 'priority >= 1 and priority <= 5' },
  ],
  triggers: [updatedAt('threads')],
});
export class Thread extends ThreadSchema.class {}
ThreadSchema.setClass(Thread);

/** The boardroom platform: 4 tables in schema `public`. */
export const boardroomSchema = defineSchema({
  name: 'boardroom',
  entities: [User, Boardroom, Session, Thread],
  migrations: new URL('migrations/boardroom/', packageFolder),
  extensions: ['uuid-ossp'],
  prelude: [setUpdatedAt],
});
