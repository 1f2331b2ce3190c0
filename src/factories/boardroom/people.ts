import { User } from '../../entities/boardroom.ts';
import { factory } from '../factory.ts';
import { dotted } from '../mail.ts';
import { passwordHash } from '../password.ts';

/** The longest name that enters a mail address whole. */
const LONGEST_NAME = 40;

/** A user who may sign in by the parameter `password`; only its hash is stored. */
export const user = factory(User, {
  transient: { password: 'seedbed-password' },
  columns: {
    id: ({ id }) => id(),
    createdAt: ({ now }) => now,
    fullName: ({ fake }) => `${fake.person.firstName()} ${fake.person.lastName()}`,
    email: ({ row, tag }) =>
      `${dotted(...(row.fullName ?? '').slice(0, LONGEST_NAME).split(' '), tag)}@example.org`,
    hashedPassword: ({ transient }) => passwordHash(transient.password),
    isActive: true,
    isVerified: false,
  },
}).traits({
  /** Has followed the link in the first mail. */
  verified: () => ({ columns: { isVerified: true } }),
  inactive: () => ({ columns: { isActive: false } }),
});
