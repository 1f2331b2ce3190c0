import { Session, User } from '../../entities/course/people.ts';
import { after, MINUTE } from '../../random/clock.ts';
import { isBefore, isPresent } from '../compare.ts';
import { defineRules } from '../rule.ts';

// In PostgreSQL a dot stands for a line break too.
const BCRYPT = /^\$2[abxy]\$\d\d\$[\s\S]{53}$/;

export const peopleRules = defineRules([
  {
    name: 'user_token_condition',
    entity: User,
    description: 'A token user has an authToken and a tokenExpiration.',
    enforcedBy: 'constraint',
    hint: 'Use the trait `token`, which makes both.',
    breaks: ({ userType, authToken, tokenExpiration }) =>
      userType === 'token' && !(isPresent(authToken) && isPresent(tokenExpiration))
        ? { userType, authToken, tokenExpiration }
        : undefined,
    counterexample: (make) => ({ insert: User, row: { ...make.spare(User), userType: 'token' } }),
  },
  {
    name: 'user_username_condition',
    entity: User,
    description: 'A db user has a username.',
    enforcedBy: 'constraint',
    breaks: ({ userType, username }) =>
      userType === 'db' && !isPresent(username) ? { userType, username } : undefined,
    counterexample: (make) => ({
      insert: User,
      row: { ...make.spare(User), userType: 'db', username: null },
    }),
  },
  {
    name: 'user_auth_token',
    entity: User,
    description: 'An authToken is stored as a bcrypt hash, and any other text is hashed by the database.',
    enforcedBy: 'trigger',
    hint: 'Use the trait `token` and give it the parameter `token`, which is hashed here.',
    corrects: true,
    violations: {
      broken: String.raw`"user".auth_token !~ '^\$2[abxy]\$\d\d\$.{53}$'`,
      right: `'a bcrypt hash'`,
    },
    breaks: ({ authToken }) =>
      typeof authToken === 'string' && !BCRYPT.test(authToken) ? { authToken } : undefined,
    counterexample: (make) => ({
      insert: User,
      row: { ...make.spare(User), authToken: 'token' },
      corrected: ['authToken'],
    }),
  },
  {
    name: 'session_logout_time',
    entity: Session,
    description: 'A session ends after it began.',
    enforcedBy: 'verify',
    violations: {
      broken: 'session.logout_time < session.created_at',
      right: `'not before ' || session.created_at`,
    },
    breaks: ({ logoutTime, createdAt }) =>
      isBefore(logoutTime, createdAt) ? { logoutTime, createdAt } : undefined,
    counterexample: (make) => {
      const row = make.spare(Session);
      return { insert: Session, row: { ...row, logoutTime: after(row.createdAt, -MINUTE) } };
    },
  },
]);
