import { CourseExecutionBackend, ExecutionBackend } from '../../entities/course/catalog.ts';
import { CourseContent, CourseContentKind, CourseContentType } from '../../entities/course/content.ts';
import type { AnyRow } from '../../load/sink.ts';
import { isAbove, isPresent, isUnlike } from '../compare.ts';
import type { Look } from '../row-rule.ts';
import { defineRules } from '../rule.ts';
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

const kind = [
  'left join public.course_content_type as type on type.id = course_content.course_content_type_id',
  'left join public.course_content_kind as kind on kind.id = type.course_content_kind_id',
];
// Paths as text: functions and operators of extensions may be in any schema.
const isBelow = `strpos(course_content.path::text, '.') > 0`;
const pathOfParent = `regexp_replace(course_content.path::text, '[.][^.]*$', '')`;
const parent = `left join public.course_content as parent on parent.course_id = course_content.course_id
  and parent.path::text = case when ${isBelow} then ${pathOfParent} end`;
const parentKind = [
  parent,
  'left join public.course_content_type as parent_type on parent_type.id = parent.course_content_type_id',
  'left join public.course_content_kind as parent_kind on parent_kind.id = parent_type.course_content_kind_id',
];
const offered = `left join public.course_execution_backend as offered on offered.course_id = course_content.course_id
  and offered.execution_backend_id = course_content.execution_backend_id`;

export const contentRules = defineRules([
  {
    name: 'course_content_type_slug_check',
    entity: CourseContentType,
    description: 'The slug of a content type is letters, digits, - and _.',
    enforcedBy: 'constraint',
    breaks: ({ slug }) => (isUnlike(slug, PLAIN_SLUG) ? { slug } : undefined),
    counterexample: (make) => {
      const row = make.spare(CourseContentType);
      return { insert: CourseContentType, row: { ...row, slug: row.slug.replace('-', ' ') } };
    },
  },
  {
    name: 'course_content_group_size',
    entity: CourseContent,
    description:
      'Content that takes submissions has a maxGroupSize of 1 or more, any other content has none.',
    enforcedBy: 'trigger',
    corrects: true,
    violations: {
      joins: [...kind],
      broken: `case kind.submittable when true then coalesce(course_content.max_group_size, 0) < 1
        when false then course_content.max_group_size is not null end`,
      right: `'max_group_size ' || case when kind.submittable then '1 or more' else 'null' end`,
    },
    breaks: (row, look) => {
      const { maxGroupSize } = row;
      const submittable = kindOf(row, look)?.['submittable'];
      if (typeof submittable !== 'boolean') return undefined;
      const isRight = submittable ? isAbove(maxGroupSize, 0) : !isPresent(maxGroupSize);
      return isRight ? undefined : { maxGroupSize, submittable };
    },
    counterexample: (make) => ({
      insert: CourseContent,
      row: { ...make.spare(CourseContent), maxGroupSize: 0 },
      corrected: ['maxGroupSize'],
    }),
  },
  {
    name: 'course_content_parent',
    entity: CourseContent,
    description: 'Content that is not at the root stands below content of the same course.',
    enforcedBy: 'verify',
    hint: 'Make the content above first, or use the trait `under`.',
    violations: {
      joins: [parent],
      broken: `${isBelow} and course_content.course_id is not null and parent.path is null`,
      right: `'content at ' || ${pathOfParent} || ' in its course'`,
    },
    breaks: (row, look) => {
      const { path, course } = row;
      return isRoot(row) || !isPresent(course) || above(row, look) ? undefined : { path, course };
    },
    counterexample: (make) => {
      const row = make.spare(CourseContent);
      return { insert: CourseContent, row: { ...row, path: `nowhere.${row.path}` } };
    },
  },
  {
    name: 'course_content_parent_kind',
    entity: CourseContent,
    description: 'The kind of the content above has descendants.',
    enforcedBy: 'verify',
    hint: 'Put it under a unit or a folder.',
    violations: {
      joins: [...parentKind],
      broken: 'not parent_kind.has_descendants',
      right: `'below a kind that has descendants, not ' || parent_kind.id`,
    },
    breaks: (row, look) => {
      if (isRoot(row) || !isPresent(row['course'])) return undefined;
      const parent = above(row, look);
      const kind = parent && kindOf(parent, look);
      return kind?.['hasDescendants'] === false ? { path: row['path'], 'kind above': kind['id'] } : undefined;
    },
    counterexample: (make) => ({
      insert: CourseContent,
      row: make.spare(CourseContent, { parent: make.row(CourseContent) }),
    }),
  },
  {
    name: 'course_content_root_kind',
    entity: CourseContent,
    description: 'Content of a kind without ascendants stands at the root.',
    enforcedBy: 'verify',
    violations: {
      joins: [...kind],
      broken: `${isBelow} and not kind.has_ascendants`,
      right: `'at the root'`,
    },
    breaks: (row, look) => {
      if (isRoot(row)) return undefined;
      const kind = kindOf(row, look);
      return kind?.['hasAscendants'] === false ? { path: row['path'], kind: kind['id'] } : undefined;
    },
    counterexample: (make) => {
      const kind = make.row(CourseContentKind, { hasAscendants: false });
      const parent = make.row(CourseContent, {}, 'unit');
      const row = make.spare(CourseContent, { parent, courseContentType: { courseContentKind: kind } });
      return { insert: CourseContent, row };
    },
  },
  {
    name: 'course_content_backend',
    entity: CourseContent,
    description: 'The executionBackend of a content is one of its course’s.',
    enforcedBy: 'verify',
    violations: {
      joins: [offered],
      broken: `course_content.course_id is not null and course_content.execution_backend_id is not null
        and offered.course_id is null`,
      right: `'an execution backend of its course'`,
    },
    breaks: ({ course, executionBackend }, look) =>
      isPresent(course) &&
      isPresent(executionBackend) &&
      !look.find(CourseExecutionBackend, { course, executionBackend })
        ? { course, executionBackend }
        : undefined,
    counterexample: (make) => ({
      insert: CourseContent,
      row: { ...make.spare(CourseContent), executionBackend: make.row(ExecutionBackend).id },
    }),
  },
]);
