import { z } from 'zod';
import type { Organisation, User } from '../../entities/procurement.ts';
import type { RowOf } from '../../entities/row.ts';
import { plain } from '../../factories/mail.ts';
import * as make from '../../factories/procurement/index.ts';
import { organisationName } from '../../factories/procurement/words.ts';
import { after, WEEK } from '../../random/clock.ts';
import { mondayOf } from '../monday.ts';
import { defineScenario } from '../scenario.ts';
import type { Scope } from '../scope.ts';
import { startParameter } from '../start-parameter.ts';
import { addForm } from './forms.ts';
import { type History, historyOf, type Person, WEEKS } from './history.ts';
import { Ranks } from './ranks.ts';

const parameters = z.strictObject({
  organisations: z.int().min(1).max(10_000).default(4).describe('organisations, each with about 160 rows'),
  start: startParameter('the quarter', 'so that its last week is running'),
});

/** The keys of all tables rise with time, across the organisations. */
export interface Numbers {
  readonly organisations: Ranks;
  readonly users: Ranks;
  readonly sessions: Ranks;
  readonly porfs: Ranks;
  readonly lines: Ranks;
}

/** The end of a quarter, when budgets have to be spent. */
export const quarterEnd = defineScenario({
  name: 'quarter-end',
  summary:
    'Organisations at the end of a quarter: users, live and expired sessions, request forms in every state.',
  parameters,
  shared(scope, { organisations, start }) {
    const first = mondayOf(start === undefined ? after(scope.now, (1 - WEEKS) * WEEK) : new Date(start));
    const history = (k: number): History => historyOf(scope.below('organisation', k), k, first);
    return { history, numbers: numbersOf(organisations, history) };
  },
  units: ({ organisations }) => organisations,
  unit(scope, _, k, { history, numbers }) {
    const { createdAt, people, forms } = history(k);
    if (createdAt > scope.now) return;
    const name = scope.named(organisationName(k), ' ');
    const id = scope.ordinal(numbers.organisations.of(k, 0));
    const organisation = scope.add(make.organisation, 0, { id, name, createdAt });
    const users = addUsers(scope, k, people, organisation, numbers);
    let lines = 0;
    for (const [f, form] of forms.entries()) {
      addForm(scope, { f, form, organisation, author: users[form.author] }, (l) => ({
        porf: numbers.porfs.of(k, f),
        line: numbers.lines.of(k, lines + l),
      }));
      lines += form.lines.length;
    }
  },
});

function numbersOf(organisations: number, history: (k: number) => History): Numbers {
  const [users, sessions, porfs, lines] = [new Ranks(), new Ranks(), new Ranks(), new Ranks()];
  const all = new Ranks();
  for (let k = 0; k < organisations; k++) {
    const { createdAt, people, forms } = history(k);
    all.add([createdAt]);
    users.add(people.map(({ joinedAt }) => joinedAt));
    sessions.add(people.flatMap(({ visits }) => visits.map(({ beganAt }) => beganAt)));
    porfs.add(forms.map((form) => form.createdAt));
    lines.add(forms.flatMap((form) => form.lines.map(({ addedAt }) => addedAt)));
  }
  return { organisations: all, users, sessions, porfs, lines };
}

/** Adds those who have been invited by now, with their sessions. */
function addUsers(
  scope: Scope,
  k: number,
  people: readonly Person[],
  organisation: RowOf<Organisation>,
  numbers: Numbers,
): RowOf<User>[] {
  const addresses = new Set<string>();
  let visited = 0;
  return people.flatMap((person, u) => {
    const first = visited;
    visited += person.visits.length;
    if (person.joinedAt > scope.now) return [];
    const id = scope.ordinal(numbers.users.of(k, u));
    const user = addUser(scope, u, { id, person, organisation, addresses });
    for (const [v, { beganAt, activities }] of person.visits.entries()) {
      if (beganAt > scope.now) break;
      const lastActivity = activities.findLast((moment) => moment <= scope.now) ?? beganAt;
      scope.below('user', u).add(make.session, v, {
        id: scope.ordinal(numbers.sessions.of(k, first + v)),
        user,
        createdAt: beganAt,
        lastActivity,
        updatedAt: lastActivity,
      });
    }
    return [user];
  });
}

interface Invited {
  readonly id: number;
  readonly person: Person;
  readonly organisation: RowOf<Organisation>;
  /** Of those who were invited before. */
  readonly addresses: Set<string>;
}

/** Adds a user by the time that it is now; the name is known from when they first sign in. */
function addUser(scope: Scope, u: number, { id, person, organisation, addresses }: Invited): RowOf<User> {
  const { now } = scope;
  const { joinedAt: createdAt, arrivedAt, leftAt, hasGoogle, visits } = person;
  const { name } = scope.compute(make.user, u, { organisation });
  const hasArrived = arrivedAt !== undefined && arrivedAt <= now;
  const hasLeft = leftAt !== undefined && leftAt <= now;
  const lastLogin = visits.findLast(({ beganAt }) => beganAt <= now)?.beganAt ?? null;
  return scope.add(make.user, u, {
    id,
    organisation,
    createdAt,
    name: hasArrived ? name : null,
    email: addressOf(name ?? '', organisation.name, addresses),
    ...(!(hasArrived && hasGoogle) && { googleId: null }),
    lastLogin,
    updatedAt: (hasLeft ? leftAt : lastLogin) ?? createdAt,
    isActive: !hasLeft,
  });
}

/** A mail address at the organisation; with a number where another one has it. */
function addressOf(name: string, organisation: string, taken: Set<string>): string {
  const words = (text: string): string[] => text.split(' ').map(plain).filter(Boolean);
  const local = words(name).join('.');
  const domain = `${words(organisation).join('-')}.example.org`;
  let address = `${local}@${domain}`;
  for (let again = 2; taken.has(address); again++) address = `${local}${again}@${domain}`;
  taken.add(address);
  return address;
}
