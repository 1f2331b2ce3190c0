import * as make from '../../../factories/course/index.ts';
import { accountProviders } from '../../../factories/course/words/access.ts';
import { scripts } from '../../../factories/course/words/scripts.ts';
import { after, DAY } from '../../../random/clock.ts';
import type { Scope } from '../../scope.ts';
import type { UserRow } from '../user.ts';
import { signed } from './audit.ts';
import { everyEmoji, longest, longestMail, longestUrl, mixed, pitfalls, rightToLeft } from './texts.ts';

export interface Crowd {
  /** An ordinary person, who has written what others have written. */
  readonly author: UserRow;
  /** With the longest of everything. */
  readonly longest: UserRow;
  /** With nothing that can be left out. */
  readonly nameless: UserRow;
  /** One for each script, and some for texts that programs stumble over. */
  readonly named: readonly UserRow[];
}

/** Adds one of each kind of user, with and without what belongs to one. */
export function addPeople(scope: Scope): Crowd {
  const { now } = scope;
  const long = after(now, -50 * 365 * DAY);
  const author = scope.add(make.user, 0, { createdAt: long });
  const written = signed(author, now);
  const full = scope.add(make.user, 1, {
    ...written,
    number: longest(255, '№ 123 '),
    givenName: longest(255, mixed),
    familyName: longest(255, everyEmoji),
    username: longest(255, 'user.name-'),
    email: longestMail('longest.'),
    // One more than fits into four bytes.
    fsNumber: 2 ** 31,
  });
  const nothing = { number: null, givenName: null, familyName: null, username: null, email: null };
  const nameless = scope.add(make.user, 2, nothing);
  addBelongings(scope, full, nameless, author);

  // Three ways to be a user, and a live one whose name, mail and number an archived one has too.
  scope.add(make.user.token(), 3, { ...nothing, tokenExpiration: after(now, 90 * DAY) });
  scope.add(make.user.token(), 4, { tokenExpiration: after(now, -DAY) });
  scope.add(make.user.db(), 5, { ...nothing, username: 'db' });
  const { username, email, number } = author;
  for (const n of [6, 7]) {
    scope.add(make.user.archived(), n, { createdAt: long, username, email, number });
  }

  const names = [
    ...Object.values(scripts).map((name) => name.split(' ')),
    ...rightToLeft.map((text) => [text, text]),
    ...pitfalls.map((text) => [text, text]),
  ];
  const named = names.map(([givenName = '', familyName = ''], n) =>
    scope.add(make.user, 100 + n, { givenName, familyName }),
  );
  return { author, longest: full, nameless, named };
}

/** The accounts, profiles and sessions of a user who has all, and of one who has hardly any. */
function addBelongings(scope: Scope, full: UserRow, nameless: UserRow, author: UserRow): void {
  const { now } = scope;
  const written = signed(author, now);
  scope.add(make.profile, 0, {
    ...written,
    user: full,
    nickname: longest(255, 'nick-name_'),
    bio: longest(16_384, everyEmoji + mixed),
    url: longestUrl,
    avatarColor: 2 ** 31 - 1,
    avatarImage: longestUrl,
  });
  const nothing = { nickname: null, bio: null, url: null, avatarColor: null, avatarImage: null };
  scope.add(make.profile, 1, { ...nothing, user: nameless });
  scope.add(make.profile, 2, { user: author, bio: '', avatarColor: -(2 ** 31) });
  scope.add(make.studentProfile, 0, {
    ...written,
    user: full,
    studentId: longest(255, '01/23-'),
    studentEmail: longestMail('student+'),
  });
  scope.add(make.studentProfile, 1, { user: nameless, studentId: null, studentEmail: null });
  scope.add(make.account, 0, {
    ...written,
    user: full,
    provider: longest(255, 'provider '),
    type: longest(63, 'type '),
    providerAccountId: longest(255, mixed),
  });
  for (const [n, provider] of accountProviders.entries()) {
    scope.add(make.account, n + 1, { ...provider, user: nameless });
  }
  const session = { user: full, createdAt: after(now, -DAY) };
  scope.add(make.session, 0, {
    ...written,
    ...session,
    sessionId: longest(1_024, '0123456789abcdef'),
    // As short as a session can be.
    logoutTime: session.createdAt,
    ipAddress: '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
  });
  for (const [n, ipAddress] of ['192.0.2.0', '203.0.113.255', '198.51.100.0/24', '2001:db8::'].entries()) {
    scope.add(make.session, n + 1, { ...session, ipAddress, logoutTime: null, sessionId: `${n}` });
  }
}
