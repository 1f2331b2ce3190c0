import {
  type Color,
  type CourseContent,
  CourseContentKind,
  colors,
} from '../../../entities/course/content.ts';
import { lookups } from '../../../entities/course/lookups.ts';
import type { RowOf } from '../../../entities/row.ts';
import * as make from '../../../factories/course/index.ts';
import { after, DAY } from '../../../random/clock.ts';
import type { Scope } from '../../scope.ts';
import { signed } from './audit.ts';
import type { Catalog } from './catalog.ts';
import { LEVELS } from './depth.ts';
import type { Crowd } from './people.ts';
import { longest, mixed } from './texts.ts';

type ContentRow = RowOf<CourseContent>;

/** Contents for which something can be handed in. */
export interface Tasks {
  /** For a team of three, who may try twice and hand in once. */
  readonly limited: ContentRow;
  /** For one, without limits. */
  readonly free: ContentRow;
}

/** Adds contents of each kind, colour and state, in a tree as deep as it goes. */
export function addContents(scope: Scope, { course, backends }: Catalog, { author }: Crowd): Tasks {
  const written = signed(author, scope.now);
  const texts = { title: longest(255, mixed), description: longest(4_096, mixed) };
  const type = (n: number, courseContentKind: string, color: Color | null) =>
    scope.add(make.courseContentType, n, { course, courseContentKind, color, title: null });

  // A kind of the platform's own: of what stands at the root, and takes submissions.
  const kind = scope.add(make.courseContentKind, 0, {
    ...texts,
    id: longest(255, 'kind of content '),
    hasAscendants: false,
    hasDescendants: true,
    submittable: true,
  });
  scope.add(make.courseContentKind, 1, { id: '', title: null, description: null });
  const own = scope.add(make.courseContentType, 0, {
    ...written,
    ...texts,
    course,
    courseContentKind: kind,
    slug: longest(255, 'Slug_of-255_'),
  });
  for (const [n, color] of [...colors, null].entries()) type(1 + n, 'assignment', color);
  const kinds = lookups.flatMap(({ entity, rows }) => (entity === CourseContentKind ? rows : []));
  const types = kinds.map(({ id }, n) => ({ id, row: type(50 + n, String(id), null) }));
  const typeOf = (wanted: string) => {
    const found = types.find(({ id }) => id === wanted);
    if (!found) throw new RangeError(`there is no kind ${wanted}`);
    return found.row;
  };

  const limited = scope.add(make.courseContent, 0, {
    ...written,
    ...texts,
    course,
    courseContentType: own,
    executionBackend: backends[0],
    path: longest(255, 'Label_of_255_characters_'),
    versionIdentifier: longest(2_048, mixed),
    position: Number.MAX_VALUE,
    maxGroupSize: 3,
    maxTestRuns: 2,
    maxSubmissions: 1,
  });
  const nothing = { course, title: null, description: null, properties: null, versionIdentifier: '' };
  const free = scope.add(make.courseContent, 1, {
    ...nothing,
    courseContentType: typeOf('quiz'),
    path: 'quiz',
    position: Number.MIN_VALUE,
  });
  // No attempt is allowed, or any number.
  const bounds = [0, 2 ** 31 - 1];
  for (const [n, most] of bounds.entries()) {
    scope.add(make.courseContent, 2 + n, {
      ...nothing,
      courseContentType: typeOf('assignment'),
      path: `bound${n}`,
      position: -Number.MAX_VALUE,
      maxGroupSize: Math.max(1, most),
      maxTestRuns: most,
      maxSubmissions: most,
    });
  }

  let parent = scope.add(make.courseContent, 1_000, {
    ...nothing,
    courseContentType: typeOf('unit'),
    path: '_',
  });
  for (let level = 1; level < LEVELS; level++) {
    const courseContentType = typeOf(level === LEVELS - 1 ? 'assignment' : 'folder');
    const path = `${parent.path}.${level.toString(36)}`;
    parent = scope.add(make.courseContent, 1_000 + level, { ...nothing, courseContentType, path });
  }

  // Archived, below something alive and together with what is below.
  const archivedAt = after(scope.now, -DAY);
  for (const [n, path] of ['_.archived', '_.archived.too'].entries()) {
    scope.add(make.courseContent, 10 + n, {
      ...nothing,
      courseContentType: typeOf('folder'),
      createdAt: after(scope.now, -2 * DAY),
      archivedAt,
      path,
    });
  }
  return { limited, free };
}
