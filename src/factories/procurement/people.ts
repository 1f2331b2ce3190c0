import { Organisation, Session, User } from '../../entities/procurement.ts';
import { after, DAY, HOUR } from '../../random/clock.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import { factory } from '../factory.ts';
import { dotted } from '../mail.ts';
import { record } from './record.ts';
import { organisationNames } from './words.ts';

/** The longest name that enters a mail address whole. */
const LONGEST_NAME = 40;

export const organisation = factory(Organisation, {
  columns: {
    ...record,
    name: ({ random, tag }) => `${random.pick(organisationNames)} ${tag}`,
    workspaceFolderId: ({ random }) => `folder-${hexadecimal(random, 24)}`,
  },
});

/** A session that goes on for a week, unless a trait says otherwise. */
export const session = factory(Session, {
  parents: { user: User },
  columns: {
    ...record,
    createdAt: ({ now }) => after(now, -HOUR),
    token: ({ random }) => hexadecimal(random, 64),
    expiresAt: ({ row }) => after(row.createdAt, 7 * DAY),
    lastActivity: ({ row }) => row.createdAt,
  },
}).traits({
  /** Since yesterday. */
  expired: () => ({ columns: { createdAt: ({ now }) => after(now, -8 * DAY) } }),
});

/** A user of an organisation. */
export const user = factory(User, {
  parents: { organisation: { of: Organisation, nullable: true } },
  columns: {
    ...record,
    name: ({ fake }) => `${fake.person.firstName()} ${fake.person.lastName()}`,
    email: ({ row, tag }) =>
      `${dotted(...(row.name ?? '').slice(0, LONGEST_NAME).split(' '), tag)}@example.org`,
    googleId: ({ tag }) => `google-${tag}`,
    isActive: true,
  },
}).traits({
  inactive: () => ({ columns: { isActive: false } }),
  /** Of no organisation. */
  freelance: () => ({ parents: { organisation: null } }),
  /** Who has signed in by another way. */
  withoutGoogle: () => ({ columns: { googleId: null } }),
  /** Signed in an hour before the reference time. */
  signedIn: () => ({
    columns: { lastLogin: ({ now }) => after(now, -HOUR) },
    afterCreate: ({ row, add }) => add(session, { user: row }),
  }),
});
