import { Course, ExecutionBackend } from '../../entities/course/catalog.ts';
import {
  CourseContent,
  CourseContentKind,
  CourseContentType,
  colors,
} from '../../entities/course/content.ts';
import { lookups } from '../../entities/course/lookups.ts';
import { factory } from '../factory.ts';
import { audit } from './audit.ts';

/** The kinds of the schema for which something can be handed in. */
const submittable = new Set(
  lookups.flatMap(({ entity, rows }) =>
    entity === CourseContentKind
      ? rows.filter((row) => row['submittable'] === true).map((row) => row['id'])
      : [],
  ),
);

/** A kind of a platform's own; assignment, unit, folder and quiz come with the schema. */
export const courseContentKind = factory(CourseContentKind, {
  columns: {
    id: ({ tag }) => `kind-${tag}`,
    title: ({ tag }) => `Kind ${tag}`,
    hasAscendants: true,
    hasDescendants: false,
    submittable: false,
  },
});

export const courseContentType = factory(CourseContentType, {
  parents: { course: Course },
  columns: {
    ...audit,
    courseContentKind: 'assignment',
    slug: ({ row, tag }) => `${row.courseContentKind}-${tag}`,
    title: ({ row }) => row.courseContentKind.charAt(0).toUpperCase() + row.courseContentKind.slice(1),
    color: ({ random }) => random.pick(colors),
  },
});

export const courseContent = factory(CourseContent, {
  parents: {
    course: Course,
    courseContentType: CourseContentType,
    executionBackend: { optional: ExecutionBackend },
  },
  columns: {
    ...audit,
    path: ({ tag }) => `content${tag}`,
    title: ({ tag }) => `Content ${tag}`,
    versionIdentifier: 'v1',
    position: ({ n }) => n,
    maxGroupSize: ({ parents }) => (submittable.has(parents.courseContentType.courseContentKind) ? 1 : null),
  },
});
