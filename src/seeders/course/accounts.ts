import { after, DAY } from '../../random/clock.ts';
import type { Scope } from '../scope.ts';
import type { Calendar } from './calendar.ts';
import { changed } from './changed.ts';
import { nameAt } from './names.ts';
import type { UserRow } from './user.ts';

/** In how many days after joining people change what they said of themselves. */
const CHANGES_WITHIN = 120 * DAY;

/** Of so many people one is a guest. */
const GUESTS = 47;

/** When the n-th person changes that, of whom a share (0 to 1) does; undefined for the others. */
function changeAt(
  scope: Scope,
  what: string,
  n: number,
  { share, from, calendar }: { readonly share: number; readonly from: Date; readonly calendar: Calendar },
): Date | undefined {
  const random = scope.random(what, n);
  const [isChanging, when] = [random.chance(share), random.unit()];
  return isChanging ? calendar.study.between(from, after(from, CHANGES_WITHIN), when) : undefined;
}

/** What the marriage of the n-th person has made of their name: few have two then, and sign in as before. */
export function renamed(scope: Scope, n: number, familyName: string, from: Date, calendar: Calendar) {
  const at = changeAt(scope, 'renaming', n, { share: 0.008, from, calendar });
  const second = nameAt(scope, n + 50_000).familyName;
  if (at === undefined || second === familyName) return undefined;
  return changed(scope.now, at, {
    familyName: `${familyName}-${second}`,
    properties: { family_name_until_then: familyName },
  });
}

/** What the n-th person has made of a profile, which most leave as it is. */
export function editedProfile(scope: Scope, n: number, user: UserRow, calendar: Calendar) {
  const at = changeAt(scope, 'profile', n, { share: 0.12, from: user.createdAt, calendar });
  if (at === undefined) return undefined;
  return changed(scope.now, at, {
    url: `https://people.example.org/${user.username ?? user.id}`,
    properties: { language: scope.random('language', n).pick(['de', 'en', 'it']) },
    updatedBy: user.id,
  });
}

/** What the n-th person's student profile says: some change their programme, and guests have no number here. */
export function studiesOf(
  scope: Scope,
  n: number,
  { user, programmes }: { readonly user: UserRow; readonly programmes: readonly string[] },
  calendar: Calendar,
) {
  const random = scope.random('studies', n);
  if (n % GUESTS === 0) return { studentId: null, studentEmail: null, properties: null, createdBy: user.id };
  const at = changeAt(scope, 'programme', n, { share: 0.08, from: user.createdAt, calendar });
  const [programme, next] = [random.pick(programmes), random.pick(programmes)];
  return {
    properties: { programme },
    ...(at &&
      changed(scope.now, at, { properties: { programme: next, before: programme }, updatedBy: user.id })),
  };
}
