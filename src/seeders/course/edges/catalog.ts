import type { Course, ExecutionBackend, Organization } from '../../../entities/course/catalog.ts';
import type { RowOf } from '../../../entities/row.ts';
import * as make from '../../../factories/course/index.ts';
import { after, DAY } from '../../../random/clock.ts';
import type { Scope } from '../../scope.ts';
import { linked, signed } from './audit.ts';
import { LEVELS } from './depth.ts';
import type { Crowd } from './people.ts';
import { document, longest, longestMail, longestUrl, mixed, rightToLeft } from './texts.ts';

export interface Catalog {
  /** With the longest of everything, and two execution backends. */
  readonly course: RowOf<Course>;
  readonly backends: readonly [RowOf<ExecutionBackend>, RowOf<ExecutionBackend>];
}

/** Adds organizations of each type, deep and archived trees of them, and courses in which there is nothing. */
export function addCatalog(scope: Scope, crowd: Crowd): Catalog {
  const { author } = crowd;
  const written = signed(author, scope.now);
  const organization = addOrganizations(scope, crowd);
  addDeepTree(scope);
  addArchivedTree(scope);

  const texts = { title: longest(255, mixed), description: longest(4_096, mixed) };
  const path = longest(255, 'Label_of_255_characters_');
  const courseFamily = scope.add(make.courseFamily, 0, { ...written, ...texts, organization, path });
  const course = scope.add(make.course, 0, {
    ...written,
    ...texts,
    courseFamily,
    path: Array.from({ length: LEVELS }, (_, level) => level.toString(36)).join('.'),
    versionIdentifier: longest(2_048, mixed),
  });
  const nothing = { title: null, description: null, properties: null };
  // A family without a course, and courses without people and contents.
  scope.add(make.courseFamily, 1, { ...nothing, organization, path: 'a' });
  scope.add(make.course, 1, { ...nothing, courseFamily, path: 'a', versionIdentifier: null });
  for (const [n, text] of rightToLeft.entries()) {
    scope.add(make.course, 2 + n, { courseFamily, title: text, description: text, versionIdentifier: '' });
  }

  const full = scope.add(make.executionBackend, 0, {
    ...written,
    type: longest(255, mixed),
    slug: longest(255, 'Slug_of-255_'),
  });
  const bare = scope.add(make.executionBackend, 1, { type: '', slug: '-', properties: null });
  const link = { ...linked(author, scope.now), properties: document };
  scope.add(make.courseExecutionBackend, 0, { ...link, course, executionBackend: full });
  scope.add(make.courseExecutionBackend, 1, { course, executionBackend: bare });
  return { course, backends: [full, bare] };
}

function addOrganizations(scope: Scope, { author, longest: full, nameless }: Crowd): RowOf<Organization> {
  const written = signed(author, scope.now);
  const contact = {
    email: longestMail('office.'),
    telephone: longest(255, '+1-201-555-0100 ext. '),
    faxNumber: longest(255, '+1-201-555-0199 ext. '),
    url: longestUrl,
    postalCode: longest(255, 'X-0000 '),
    locality: longest(255, mixed),
    region: longest(255, mixed),
    country: longest(255, mixed),
    streetAddress: longest(1_024, mixed),
  };
  // With the longest label.
  const organization = scope.add(make.organization, 0, {
    ...written,
    ...contact,
    path: longest(63, 'organization9'),
    number: longest(255, '№ 123 '),
    title: longest(255, mixed),
    description: longest(4_096, mixed),
  });
  // One of each of the other types, and one at the same path, with the same number and of another type.
  scope.add(make.organization.userOwned(), 1, { user: nameless });
  scope.add(make.organization.userOwned(), 2, { ...written, ...contact, user: full, number: '0' });
  const { path, number } = organization;
  scope.add(make.organization.community(), 3, { title: '', path, number });
  scope.add(make.organization, 4, {
    title: '',
    path: 'o',
    properties: null,
    email: null,
    telephone: null,
    faxNumber: null,
    url: null,
    postalCode: null,
    locality: null,
    region: null,
    country: null,
    streetAddress: null,
  });
  return organization;
}

/** One below the other, as deep as it goes. */
function addDeepTree(scope: Scope): void {
  let parent: RowOf<Organization> | undefined;
  for (let level = 0; level < LEVELS; level++) {
    const label = level.toString(36);
    parent = scope.add(make.organization, 1_000 + level, {
      path: parent ? `${parent.path}.${label}` : label,
      // It would be made of the path.
      email: null,
      ...(parent && { parent }),
    });
  }
}

/** All of it archived at one time, but for what had been before; and one below a living one. */
function addArchivedTree(scope: Scope): void {
  const below = scope.below('archive', 0);
  const [archivedAt, before] = [after(scope.now, -DAY), after(scope.now, -365 * DAY)];
  const createdAt = after(scope.now, -500 * DAY);
  const add = (n: number, path: string, times: { readonly archivedAt: Date | null }) =>
    below.add(make.organization, n, { path, createdAt, ...times });
  add(0, 'archive', { archivedAt });
  add(1, 'archive.young', { archivedAt });
  add(2, 'archive.old', { archivedAt: before });
  add(3, 'archive.old.older', { archivedAt: before });
  add(4, 'alive', { archivedAt: null });
  add(5, 'alive.archived', { archivedAt });
}
