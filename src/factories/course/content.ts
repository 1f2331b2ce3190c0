import { Course, CourseExecutionBackend, ExecutionBackend } from '../../entities/course/catalog.ts';
import {
  CourseContent,
  CourseContentKind,
  CourseContentType,
  colors,
} from '../../entities/course/content.ts';
import { lookups } from '../../entities/course/lookups.ts';
import { after, DAY } from '../../random/clock.ts';
import { hexadecimal } from '../../random/hexadecimal.ts';
import type { ParentInput } from '../definition.ts';
import { factory } from '../factory.ts';
import { audit, writers } from './audit.ts';
import { courseExecutionBackend } from './backends.ts';
import { assignmentsOf, noDetails } from './repositories.ts';

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
  parents: {
    ...writers,
    course: Course,
    courseContentKind: { of: CourseContentKind, reference: 'assignment' },
  },
  columns: {
    ...audit,
    slug: ({ row, tag }) => `${row.courseContentKind}-${tag}`,
    title: ({ row }) => row.courseContentKind.charAt(0).toUpperCase() + row.courseContentKind.slice(1),
    color: ({ random }) => random.pick(colors),
  },
});

/** An assignment at the root of a course, unless a trait says otherwise or `parent` names a unit to stand below. */
export const courseContent = factory(CourseContent, {
  parents: {
    ...writers,
    course: Course,
    courseContentType: { of: CourseContentType, sameAs: ['course'] },
    courseContentKind: { of: CourseContentKind, through: 'courseContentType' },
    parent: { of: CourseContent, optional: true, sameAs: ['course'] },
    executionBackend: { of: ExecutionBackend, optional: true },
  },
  /** What its `properties` say beside its folder. */
  transient: { details: noDetails },
  columns: {
    ...audit,
    path: ({ parents: { parent }, tag }) => `${parent ? `${parent.path}.` : ''}content${tag}`,
    title: ({ tag }) => `Content ${tag}`,
    versionIdentifier: ({ random }) => hexadecimal(random, 40),
    properties: ({ row, parents, transient }) => ({
      ...assignmentsOf(parents.course, row.path),
      ...transient.details,
    }),
    position: ({ n }) => n,
    maxGroupSize: ({ parents: { courseContentKind: kind, courseContentType: type } }) =>
      (kind?.submittable ?? submittable.has(type.courseContentKind)) ? 1 : null,
  },
  afterCreate: ({ parents: { course, executionBackend }, add, has }) => {
    if (!course || !executionBackend) return;
    if (!has(CourseExecutionBackend, { course: course.id, executionBackend: executionBackend.id })) {
      add(courseExecutionBackend, { course, executionBackend });
    }
  },
}).traits({
  assignment: () => ofKind('assignment'),
  quiz: () => ofKind('quiz'),
  unit: () => ofKind('unit'),
  folder: () => ofKind('folder'),
  archived: () => ({ columns: { archivedAt: ({ now }) => after(now, -30 * DAY) } }),
  /** Below a unit or folder of the same course; below a new unit unless it is named. */
  under: (parent: ParentInput<typeof CourseContent> = ofKind('unit').parents) => ({ parents: { parent } }),
});

const ofKind = (courseContentKind: string) => ({ parents: { courseContentType: { courseContentKind } } });
