import type { Organization } from '../../entities/course/catalog.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { accountProviders, roles } from '../../factories/course/words/access.ts';
import { executionBackends } from '../../factories/course/words/backends.ts';
import { departments } from '../../factories/course/words/institutions.ts';
import { nth } from '../../factories/nth.ts';
import { after, DAY } from '../../random/clock.ts';
import type { Scope } from '../scope.ts';
import type { Calendar } from './calendar.ts';
import { changed } from './changed.ts';
import { nameAt } from './names.ts';
import { addTeacher } from './people.ts';
import type { UserRow } from './user.ts';

interface Surroundings {
  readonly calendar: Calendar;
  readonly administrator: UserRow;
  /** The university. */
  readonly top: RowOf<Organization>;
  /** The number of the first person that is free. */
  readonly firstPerson: number;
}

/** The ids of the roles that people in offices have, one person each; `exam-office` is one of the scenario's own. */
const OFFICES = ['_user_manager', 'exam-office', 'support', 'auditor', 'backend_operator'] as const;

const robotics = departments.findIndex(({ path }) => path === 'robotics');
const retired = executionBackends.findIndex(({ slug }) => slug === 'alpine-shell-scripts');
const planned = executionBackends.findIndex(({ slug }) => slug === 'octave-9-numerics');

/**
 * Adds what is at a university beside its courses: offices, a person who has left, an institute that was closed and a
 * club without an address, a test system that is out of use and one that is not set up, and a notice to all.
 */
export function addCampus(scope: Scope, { calendar, administrator, top, firstPerson }: Surroundings): void {
  const founded = top.createdAt;
  const byAdministrator = { createdAt: calendar.before(300), createdBy: administrator.id };
  const ended = calendar.before(42);
  const joining = { calendar, from: founded };

  const offices = OFFICES.map((role, i) => ({
    role: roles.some(({ id }) => id === role) ? scope.named(role, '-') : role,
    user: addTeacher(scope, firstPerson + i, joining),
  }));
  const place = scope.below('office', 0);
  for (const [n, { role, user }] of offices.entries()) {
    place.add(make.userRole, n, { user, role, ...byAdministrator });
  }
  // Of a teacher who stood in for a colleague until then.
  const support = offices[2]?.user ?? administrator;
  place.add(make.userRole, offices.length, {
    user: support,
    role: '_user_manager',
    ...byAdministrator,
    ...changed(scope.now, ended, { transient: true, updatedBy: administrator.id }),
  });
  const leaver = firstPerson + OFFICES.length;
  addLeaver(scope, leaver, { createdAt: founded, left: ended, by: support });
  addReader(scope, leaver + 1, { createdAt: byAdministrator.createdAt, by: administrator });

  const { title, path } = nth(departments, robotics);
  const { locality, region, country } = top;
  const site = scope.below('site', 0);
  site.add(make.organization, 0, {
    title,
    path: `${top.path}.${path}`,
    locality,
    region,
    country,
    number: scope.named('K-417', '-'),
    createdAt: founded,
    createdBy: administrator.id,
    ...changed(scope.now, ended, { archivedAt: ended, updatedBy: administrator.id }),
  });
  site.add(make.organization.community(), 1, {
    title: 'Friends of Small Computers',
    path: scope.named('smallcomputers'),
    description: 'Students who repair what others throw away. Meets in a cellar, and on the platform.',
    email: null,
    telephone: null,
    faxNumber: null,
    url: null,
    postalCode: null,
    locality: null,
    region: null,
    country: null,
    streetAddress: null,
    ...byAdministrator,
  });

  const { slug, ...words } = nth(executionBackends, retired);
  site.add(make.executionBackend, 0, {
    ...words,
    slug: scope.named(slug, '-'),
    ...byAdministrator,
    ...changed(scope.now, ended, {
      properties: { ...words.properties, retired: ended.toISOString() },
      updatedBy: administrator.id,
    }),
  });
  const next = nth(executionBackends, planned);
  site.add(make.executionBackend, 1, {
    type: next.type,
    slug: scope.named(next.slug, '-'),
    properties: null,
    createdAt: calendar.before(10),
    createdBy: offices[4]?.user ?? administrator,
  });
  addCircles(scope, { calendar, administrator, members: offices.map(({ user }) => user) });
  addNotice(scope, calendar, administrator);
}

/** A member of staff who has left, and never had a user name: the directory of staff knew them by their address. */
function addLeaver(
  scope: Scope,
  n: number,
  { createdAt, left, by }: { readonly createdAt: Date; readonly left: Date; readonly by: UserRow },
): void {
  const user = scope.add(make.user, n, {
    ...nameAt(scope, n),
    createdAt,
    username: null,
    number: null,
    ...changed(scope.now, left, { archivedAt: left, updatedBy: by.id, properties: { reason: 'retired' } }),
  });
  const { provider, type } = nth(accountProviders, 6);
  const account = { user, createdAt, createdBy: by.id, provider, type };
  scope.add(make.account, n, {
    ...account,
    ...changed(scope.now, left, { properties: { disabled: left.toISOString() }, updatedBy: by.id }),
  });
  scope.add(make.profile, n, { user, createdAt, bio: null, url: null, avatarColor: null, nickname: null });
}

/** The account by which the reports of the dean's office read the database; it is nobody's. */
function addReader(
  scope: Scope,
  n: number,
  { createdAt, by }: { readonly createdAt: Date; readonly by: UserRow },
): void {
  const user = scope.add(make.user.db(), n, {
    createdAt,
    createdBy: by.id,
    givenName: null,
    familyName: null,
    email: null,
    number: null,
    username: scope.named('reports', '.'),
    properties: { purpose: 'nightly reports of the dean’s office' },
  });
  const { provider, type } = nth(accountProviders, 7);
  scope.add(make.account, n, { user, createdAt, createdBy: by.id, provider, type });
  scope.add(make.profile, n, {
    user,
    createdAt,
    nickname: null,
    bio: null,
    url: null,
    avatarColor: null,
    avatarImage: 'https://www.example.edu/avatars/reports.png',
  });
}

interface Circles {
  readonly calendar: Calendar;
  readonly administrator: UserRow;
  readonly members: readonly UserRow[];
}

/** A group whose kind is still open, and one that was changed, with its claim. */
function addCircles(scope: Scope, { calendar, administrator, members }: Circles): void {
  const [created, at] = [calendar.before(120), calendar.before(35)];
  const by = { createdBy: administrator.id };
  const change = { updatedBy: administrator.id };
  const place = scope.below('circle', 0);
  const offices = place.add(make.group, 0, {
    slug: scope.named('offices', '-'),
    title: 'Offices',
    createdAt: created,
    ...by,
    ...changed(scope.now, at, { ...change, properties: { list: 'offices@example.edu' } }),
  });
  place.add(make.group, 1, {
    slug: scope.named('summer-school', '-'),
    title: null,
    type: null,
    createdAt: at,
    ...by,
  });
  place.add(make.groupClaim, 0, {
    group: offices,
    createdAt: created,
    claimType: 'permissions',
    claimValue: 'user:list',
    ...by,
    ...changed(scope.now, at, { ...change, properties: { until: 'the new directory is in use' } }),
  });
  place.add(make.roleClaim, 0, {
    role: scope.named('support', '-'),
    createdAt: created,
    claimType: 'permissions',
    claimValue: 'account:update',
    ...by,
    ...changed(scope.now, at, { ...change, properties: { until: 'the new directory is in use' } }),
  });
  for (const [n, user] of members.entries()) {
    const isLast = n === members.length - 1;
    place.add(make.userGroup, n, {
      user,
      group: offices,
      createdAt: created,
      ...by,
      ...(isLast && changed(scope.now, at, { ...change, transient: true })),
    });
  }
}

/** To all who use the platform, of no course, and corrected the day after. */
function addNotice(scope: Scope, calendar: Calendar, sender: UserRow): void {
  const createdAt = after(calendar.before(6), 2 * 60 * 60_000);
  if (createdAt > scope.now) return;
  scope.below('notice', 0).add(make.codeabilityMessage, 0, {
    sender,
    createdBy: sender.id,
    createdAt,
    message:
      'The platform is updated on the Saturday before lectures begin, from 6:00 to 9:00. Nothing can be handed in meanwhile.',
    ...changed(scope.now, after(createdAt, DAY), {
      updatedBy: sender.id,
      properties: { edited: 'hours corrected' },
    }),
  });
}
