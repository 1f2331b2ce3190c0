import { locales } from '../../factories/course/words/names.ts';
import { dotted } from '../../factories/mail.ts';
import { nth } from '../../factories/nth.ts';
import { permute } from '../../random/permutation.ts';
import type { Scope } from '../scope.ts';

/** What a person is called, and by which they sign in. */
export interface PersonName {
  readonly givenName: string;
  readonly familyName: string;
  readonly username: string;
  readonly email: string;
}

/** Of so many people in a row, the locale of each, and the how many-th of that locale they are. */
const turn = locales.flatMap((locale, l) =>
  Array.from({ length: locale.weight }, (_, rank) => ({ ...locale, l, rank })),
);

/**
 * The names of the n-th person of a dataset. No two have both names in common, as long as there are pairs: a turn of
 * people has the same locales as the next one in another order, and each locale its pairs, one after the other. From
 * about the 24,000th person on a user name has a number.
 *
 * @param scope that of the whole dataset
 * @example scope.add(make.user, n, { ...nameAt(scope, n), createdAt })
 */
export function nameAt(scope: Scope, n: number): PersonName {
  const round = Math.floor(n / turn.length);
  const order = scope.address.child('locales', round).key;
  const { given, family, weight, l, rank } = nth(turn, permute(order, turn.length, n % turn.length));
  const place = round * weight + rank;
  const pairs = given.length * family.length;
  const pair = permute(scope.address.child('names', l).key, pairs, place % pairs);
  const times = Math.floor(place / pairs);
  const [givenName, familyName] = [nth(given, pair), nth(family, Math.floor(pair / given.length))];
  return named(scope.address.namespace, givenName, familyName, times === 0 ? '' : String(times + 1));
}

/** With a user name that is the mail address's, too; that of a dataset with a name is apart from those of others. */
export function named(namespace: string, givenName: string, familyName: string, number = ''): PersonName {
  const username = dotted(givenName, familyName + number, namespace);
  return { givenName, familyName, username, email: `${username}@example.org` };
}
