import { Account, Profile, Session, StudentProfile, User } from '../../entities/course/people.ts';
import { after, DAY, HOUR } from '../../random/clock.ts';
import { factory } from '../factory.ts';
import { audit } from './audit.ts';
import { documentationIp, hexadecimal, plain } from './contact.ts';
import { accountProviders } from './words/access.ts';
import { nicknameAdjectives, nicknameNouns, studentBios } from './words/people.ts';

export const user = factory(User, {
  columns: {
    ...audit,
    givenName: ({ fake }) => fake.person.firstName(),
    familyName: ({ fake }) => fake.person.lastName(),
    username: ({ row, tag }) => `${plain(row.givenName ?? 'user')}.${tag}`,
    email: ({ row, tag }) =>
      `${plain(row.givenName ?? '')}.${plain(row.familyName ?? '')}.${tag}@example.org`,
    number: ({ tag }) => `U${tag.padStart(6, '0')}`,
    userType: 'user',
    fsNumber: ({ n }) => n + 1,
  },
});

export const profile = factory(Profile, {
  parents: { user: User },
  columns: {
    ...audit,
    nickname: ({ random, tag }) => `${random.pick(nicknameAdjectives)}-${random.pick(nicknameNouns)}-${tag}`,
    bio: ({ random }) => random.pick(studentBios),
    url: ({ row }) => `https://example.org/people/${row.nickname}`,
    avatarColor: ({ random }) => random.integer(0, 0xffffff),
  },
});

export const studentProfile = factory(StudentProfile, {
  parents: { user: User },
  columns: {
    ...audit,
    studentId: ({ tag }) => `s${tag.padStart(7, '0')}`,
    studentEmail: ({ row }) => `${row.studentId}@students.example.edu`,
  },
});

export const account = factory(Account, {
  parents: { user: User },
  columns: {
    ...audit,
    provider: accountProviders[0].provider,
    type: accountProviders[0].type,
    providerAccountId: ({ tag }) => `account-${tag}`,
  },
});

export const session = factory(Session, {
  parents: { user: User },
  columns: {
    ...audit,
    createdAt: ({ at, random }) => after(at, -random.integer(1, 20 * DAY)),
    sessionId: ({ random }) => hexadecimal(random, 48),
    logoutTime: ({ row, random }) =>
      random.chance(0.7) ? after(row.createdAt, random.integer(1, 8 * HOUR)) : null,
    ipAddress: ({ random }) => documentationIp(random),
  },
});
