import type { Organization } from '../../entities/course/catalog.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import type { Scope } from '../scope.ts';
import type { UserRow } from './user.ts';

interface Draft {
  readonly organization: RowOf<Organization>;
  readonly author: UserRow;
  readonly createdAt: Date;
}

/** Adds a course of which the set-up has only begun: nothing of it has a title, a text or a color yet. */
export function addDraft(scope: Scope, { organization, author, createdAt }: Draft): void {
  if (createdAt > scope.now) return;
  const written = { createdAt, createdBy: author.id, title: null, description: null };
  const courseFamily = scope.add(make.courseFamily, 0, { ...written, organization, path: 'untitled' });
  const course = scope.add(make.course, 0, {
    ...written,
    courseFamily,
    path: 'draft',
    versionIdentifier: null,
  });
  scope.add(make.courseMember, 0, { user: author, course, courseRole: '_owner', createdAt });
  scope.add(make.courseGroup, 0, { ...written, course });
  const courseContentType = scope.add(make.courseContentType, 0, {
    ...written,
    course,
    courseContentKind: 'assignment',
    slug: 'assignment',
    color: null,
  });
  scope.add(make.courseContent, 0, { ...written, course, courseContentType, path: 'first', position: 1 });
}
