import { z } from 'zod';
import { Organisation, Porf, PorfLine, Session, User } from '../../entities/procurement.ts';
import type { EntityClass, RowOf } from '../../entities/row.ts';
import { nth } from '../../factories/nth.ts';
import * as make from '../../factories/procurement/index.ts';
import { organisationNames } from '../../factories/procurement/words.ts';
import { after, DAY, HOUR, MINUTE, WEEK } from '../../random/clock.ts';
import { mondayOf } from '../monday.ts';
import { defineScenario } from '../scenario.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import { addForm, FORMS, LINES, WEEKS } from './forms.ts';

const USERS = 12;
/** Two of three users are signed in, and every second has an older session, which has expired. */
const isLive = (u: number): boolean => u % 3 !== 2;
const hasExpired = (u: number): boolean => u % 2 === 0;
const all = times(USERS, (u) => u);
const SESSIONS = all.filter(isLive).length + all.filter(hasExpired).length;

const parameters = z.strictObject({
  organisations: z.int().min(1).max(10_000).default(4).describe('organisations, each with about 235 rows'),
});

/** The end of a quarter, when budgets have to be spent. */
export const quarterEnd = defineScenario({
  name: 'quarter-end',
  summary:
    'Organisations at the end of a quarter: users, live and expired sessions, request forms in every state.',
  parameters,
  shared: () => {},
  units: ({ organisations }) => organisations,
  unit(scope, _, k) {
    const organisation = scope.add(make.organisation, 0, {
      id: scope.ordinal(k),
      name: nameOf(scope, k),
      createdAt: after(mondayOf(scope.now), -(WEEKS + 60 + (k % 40)) * WEEK + 9 * HOUR),
    });
    const users = all.map((u) => addUser(scope, k, u, organisation));
    for (let f = 0; f < FORMS; f++) addForm(scope, { k, f, organisation, users });
  },
  counts: ({ organisations }) =>
    new Map<EntityClass, number>([
      [Organisation, organisations],
      [User, organisations * USERS],
      [Session, organisations * SESSIONS],
      [Porf, organisations * FORMS],
      [PorfLine, organisations * LINES],
    ]),
});

function nameOf(scope: Scope, k: number): string {
  const name = nth(organisationNames, k);
  const again = Math.floor(k / organisationNames.length);
  return scope.named(again === 0 ? name : `${name} ${again + 1}`, ' ');
}

function addUser(scope: Scope, k: number, u: number, organisation: RowOf<Organisation>): RowOf<User> {
  const { now } = scope;
  const signedIn = after(now, -(1 + (u % 5)) * DAY + scope.random('signed in', u).integer(0, 8 * HOUR));
  const before = after(now, -(20 + u) * DAY);
  const lastLogin = isLive(u) ? signedIn : hasExpired(u) ? before : null;
  const user = scope.add(make.user, u, {
    id: scope.ordinal(k * USERS + u),
    organisation,
    createdAt: after(organisation.createdAt, (1 + u) * DAY),
    ...(lastLogin && { lastLogin, updatedAt: lastLogin }),
    isActive: u !== USERS - 1,
  });
  const first = k * SESSIONS + all.filter((v) => v < u && isLive(v)).length;
  const older = all.filter((v) => v < u && hasExpired(v)).length;
  const lives = all.filter(isLive).length;
  if (isLive(u)) addSession(scope, u, { id: scope.ordinal(first), user, createdAt: signedIn, until: now });
  if (hasExpired(u)) {
    const id = scope.ordinal(k * SESSIONS + lives + older);
    addSession(scope, USERS + u, { id, user, createdAt: before, until: after(before, 7 * DAY) });
  }
  return user;
}

interface SignedIn {
  readonly id: number;
  readonly user: RowOf<User>;
  readonly createdAt: Date;
  /** Nothing happens in it afterwards. */
  readonly until: Date;
}

function addSession(scope: Scope, n: number, { id, user, createdAt, until }: SignedIn): void {
  const most = until.getTime() - createdAt.getTime();
  const lastActivity = after(createdAt, scope.random('activity', n).integer(MINUTE, most));
  scope.add(make.session, n, { id, user, createdAt, lastActivity, updatedAt: lastActivity });
}
