import { CourseExecutionBackend } from '../../entities/course/catalog.ts';
import { CourseContent, CourseContentKind, CourseContentType } from '../../entities/course/content.ts';
import type { AnyRow } from '../../load/sink.ts';
import { isAbove, isPresent, isUnlike } from '../compare.ts';
import type { Look, RowRule } from '../row-rule.ts';
import { PLAIN_SLUG } from './catalog.ts';
import { pathAbove } from './paths.ts';

/** The kind of a content. */
export function kindOf(content: AnyRow, look: Look): AnyRow | null {
  const type = look.parent(content, 'courseContentType', CourseContentType);
  return type && look.parent(type, 'courseContentKind', CourseContentKind);
}

/** The content that another one stands below. */
function above({ course, path }: AnyRow, look: Look): AnyRow | undefined {
  return look.find(CourseContent, { course, path: pathAbove(path) });
}

const isRoot = ({ path }: AnyRow): boolean => pathAbove(path) === null;

export const contentRules: readonly RowRule[] = [
  {
    name: 'course_content_type_slug_check',
    entity: CourseContentType,
    sentence: 'The slug of a content type is letters, digits, - and _.',
    enforcement: 'C',
    breaks: ({ slug }) => (isUnlike(slug, PLAIN_SLUG) ? { slug } : undefined),
  },
  {
    name: 'course_content_group_size',
    entity: CourseContent,
    sentence: 'Content that takes submissions has a maxGroupSize of 1 or more, any other content has none.',
    enforcement: 'T',
    breaks: (row, look) => {
      const { maxGroupSize } = row;
      const submittable = kindOf(row, look)?.['submittable'];
      if (typeof submittable !== 'boolean') return undefined;
      const isRight = submittable ? isAbove(maxGroupSize, 0) : !isPresent(maxGroupSize);
      return isRight ? undefined : { maxGroupSize, submittable };
    },
  },
  {
    name: 'course_content_parent',
    entity: CourseContent,
    sentence: 'Content that is not at the root stands below content of the same course.',
    enforcement: 'S',
    mend: 'Make the content above first, or use the trait `under`.',
    breaks: (row, look) => {
      const { path, course } = row;
      return isRoot(row) || !isPresent(course) || above(row, look) ? undefined : { path, course };
    },
  },
  {
    name: 'course_content_parent_kind',
    entity: CourseContent,
    sentence: 'The kind of the content above has descendants.',
    enforcement: 'S',
    mend: 'Put it under a unit or a folder.',
    breaks: (row, look) => {
      if (isRoot(row) || !isPresent(row['course'])) return undefined;
      const parent = above(row, look);
      const kind = parent && kindOf(parent, look);
      return kind?.['hasDescendants'] === false ? { path: row['path'], 'kind above': kind['id'] } : undefined;
    },
  },
  {
    name: 'course_content_root_kind',
    entity: CourseContent,
    sentence: 'Content of a kind without ascendants stands at the root.',
    enforcement: 'S',
    breaks: (row, look) => {
      if (isRoot(row)) return undefined;
      const kind = kindOf(row, look);
      return kind?.['hasAscendants'] === false ? { path: row['path'], kind: kind['id'] } : undefined;
    },
  },
  {
    name: 'course_content_backend',
    entity: CourseContent,
    sentence: 'The executionBackend of a content is one of its course’s.',
    enforcement: 'S',
    breaks: ({ course, executionBackend }, look) =>
      isPresent(course) &&
      isPresent(executionBackend) &&
      !look.find(CourseExecutionBackend, { course, executionBackend })
        ? { course, executionBackend }
        : undefined,
  },
];
