import { defineEntity, p } from '@mikro-orm/core';
import { archivable, audit, avatar, belongsTo, numbered, record, timestamp, writer } from '../columns.ts';
import { timestamps, trigger } from '../triggers.ts';
import { InetType } from '../types.ts';

export const userTypes = ['user', 'db', 'token'] as const;
export type UserType = (typeof userTypes)[number];

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'user',
  properties: {
    ...record,
    createdBy: () => writer(User, 'created_by'),
    updatedBy: () => writer(User, 'updated_by'),
    ...archivable,
    ...numbered,
    givenName: p.string().length(255).nullable(),
    familyName: p.string().length(255).nullable(),
    email: p.string().length(320).nullable(),
    userType: p.enum(userTypes).nativeEnumName('user_type').default('user'),
    // The ORM reads every default taken from a sequence as none, and would set it again for ever.
    fsNumber: p
      .bigint('number')
      .defaultRaw(`nextval('public.user_unique_fs_number_seq'::regclass)`)
      .ignoreSchemaChanges('default'),
    authToken: p.string().length(512).nullable(),
    tokenExpiration: timestamp().nullable(),
    username: p.string().length(255).nullable(),
  },
  uniques: [
    { name: 'user_username_key', properties: 'username', where: 'archived_at is null' },
    { name: 'user_email_key', properties: 'email', where: 'archived_at is null' },
    { name: 'user_number_key', properties: 'number', where: 'archived_at is null' },
  ],
  checks: [
    {
      name: 'user_token_condition',
      expression: `user_type <> 'token' or (auth_token is not null and token_expiration is not null)`,
    },
    { name: 'user_username_condition', expression: `user_type <> 'db' or username is not null` },
  ],
  triggers: [
    trigger({
      table: 'user',
      name: 'user_auth_token',
      timing: 'before',
      events: ['insert', 'update'],
      of: ['auth_token'],
      calls: 'user_hash_auth_token',
    }),
    timestamps('user', 'insert and update'),
  ],
});
export class User extends UserSchema.class {}
UserSchema.setClass(User);

const ProfileSchema = defineEntity({
  name: 'Profile',
  tableName: 'profile',
  properties: {
    ...audit(User),
    ...avatar,
    nickname: p.string().length(255).nullable().unique(),
    bio: p.string().length(16384).nullable(),
    url: p.string().length(2048).nullable(),
    user: () => belongsTo(User).unique(),
  },
  triggers: [timestamps('profile', 'insert and update')],
});
export class Profile extends ProfileSchema.class {}
ProfileSchema.setClass(Profile);

const StudentProfileSchema = defineEntity({
  name: 'StudentProfile',
  tableName: 'student_profile',
  properties: {
    ...audit(User),
    studentId: p.string().length(255).nullable().unique(),
    studentEmail: p.string().length(320).nullable().unique(),
    user: () => belongsTo(User).unique(),
  },
  triggers: [timestamps('student_profile', 'insert and update')],
});
export class StudentProfile extends StudentProfileSchema.class {}
StudentProfileSchema.setClass(StudentProfile);

const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    ...audit(User),
    provider: p.string().length(255),
    type: p.string().length(63),
    providerAccountId: p.string().length(255),
    user: () => belongsTo(User).index(),
  },
  uniques: [
    { properties: ['provider', 'type', 'user'] },
    { properties: ['provider', 'type', 'providerAccountId'] },
  ],
  triggers: [timestamps('account', 'insert and update')],
});
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    ...audit(User),
    user: () => belongsTo(User).index(),
    sessionId: p.string().length(1024),
    logoutTime: timestamp().nullable(),
    ipAddress: p.type(InetType),
  },
  triggers: [timestamps('session', 'insert and update')],
});
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
