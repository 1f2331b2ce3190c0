import { hashSync } from 'bcryptjs';
import { Account, Profile, Session, StudentProfile, User } from '../../entities/course/people.ts';
import { after, DAY, HOUR } from '../../random/clock.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import type { Stream } from '../../random/stream.ts';
import { factory } from '../factory.ts';
import { dotted } from '../mail.ts';
import { nth } from '../nth.ts';
import { userRole } from './access.ts';
import { audit, writers } from './audit.ts';
import { documentationIp } from './contact.ts';
import { accountProviders } from './words/access.ts';
import { nicknameAdjectives, nicknameNouns, studentBios } from './words/people.ts';

export const profile = factory(Profile, {
  parents: { ...writers, user: User },
  columns: {
    ...audit,
    nickname: ({ random, tag }) => `${random.pick(nicknameAdjectives)}-${random.pick(nicknameNouns)}-${tag}`,
    bio: ({ random }) => random.pick(studentBios),
    url: ({ row }) => `https://example.org/people/${row.nickname}`,
    avatarColor: ({ random }) => random.integer(0, 0xffffff),
  },
});

export const studentProfile = factory(StudentProfile, {
  parents: { ...writers, user: User },
  columns: {
    ...audit,
    studentId: ({ tag }) => `s${tag.padStart(7, '0')}`,
    studentEmail: ({ row }) => `${row.studentId}@students.example.edu`,
  },
});

export const account = factory(Account, {
  parents: { ...writers, user: User },
  columns: {
    ...audit,
    provider: () => nth(accountProviders, 0).provider,
    type: () => nth(accountProviders, 0).type,
    providerAccountId: ({ tag }) => `account-${tag}`,
  },
});

export const session = factory(Session, {
  parents: { ...writers, user: User },
  columns: {
    ...audit,
    createdAt: ({ now, random }) => after(now, -random.integer(1, 20 * DAY)),
    sessionId: ({ random }) => hexadecimal(random, 48),
    logoutTime: ({ now, row, random }) => {
      if (!random.chance(0.7)) return null;
      const end = after(row.createdAt, random.integer(1, 8 * HOUR));
      return end < now ? end : null;
    },
    ipAddress: ({ random }) => documentationIp(random),
  },
});

export const user = factory(User, {
  parents: writers,
  /** What a token user authenticates with; only its hash is stored. */
  transient: { token: 'seedbed-token' },
  columns: {
    ...audit,
    givenName: ({ fake }) => fake.person.firstName(),
    familyName: ({ fake }) => fake.person.lastName(),
    username: ({ row, tag }) => dotted(row.givenName ?? 'user', tag),
    email: ({ row, tag }) => `${dotted(row.givenName ?? '', row.familyName ?? '', tag)}@example.org`,
    number: ({ tag }) => `U${tag.padStart(6, '0')}`,
    userType: 'user',
    fsNumber: ({ n }) => n + 1,
  },
}).traits({
  /** A user of an integration, which signs in by the parameter `token` until 90 days after `at`. */
  token: () => ({
    columns: {
      userType: 'token',
      authToken: ({ transient, random }) => hashSync(transient.token, bcryptSalt(random)),
      tokenExpiration: ({ now }) => after(now, 90 * DAY),
    },
  }),
  db: () => ({ columns: { userType: 'db' } }),
  archived: () => ({ columns: { archivedAt: ({ now }) => after(now, -30 * DAY) } }),
  withProfile: () => ({ afterCreate: ({ row, add }) => add(profile, { user: row }) }),
  withStudentProfile: () => ({ afterCreate: ({ row, add }) => add(studentProfile, { user: row }) }),
  withAccount: () => ({ afterCreate: ({ row, add }) => add(account, { user: row }) }),
  /** With a role by its id, one of the schema's or of a role that exists; `_user_manager` unless it is named. */
  withRole: (role = '_user_manager') => ({
    afterCreate: ({ row, add }) => add(userRole, { user: row, role }),
  }),
});

/** The least work that bcrypt allows: these hashes protect nothing. */
function bcryptSalt(random: Stream): string {
  const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'.split('');
  return `$2a$04$${Array.from({ length: 22 }, () => random.pick(alphabet)).join('')}`;
}
