import { type Dataset, isGiven, labelsOf, parentsOf, pathAbove, type Row, rowsWith } from './dataset.ts';
import type { Rule } from './rule.ts';

/** The kinds that a content is of, by its type. */
export const kindsOf = (dataset: Dataset, content: Row): Row[] =>
  parentsOf(dataset, 'course_content_type', content['course_content_type_id']).flatMap((type) =>
    parentsOf(dataset, 'course_content_kind', type['course_content_kind_id']),
  );

const isRoot = ({ path }: Row): boolean => pathAbove(path) === undefined;

/** What stands directly above a content, in the same course. */
const contentsAbove = (dataset: Dataset, { path, course_id }: Row): Row[] =>
  rowsWith(dataset, 'course_content', { path: pathAbove(path), course_id });

/** The contents of a course. */
export const contentRules: readonly Rule[] = [
  {
    table: 'course_content',
    name: 'course_content_group_size',
    isBroken: (content, dataset) => {
      const size = content['max_group_size'];
      return kindsOf(dataset, content).some(({ submittable }) => {
        if (submittable === true) return !(typeof size === 'number' && size >= 1);
        return submittable === false && isGiven(size);
      });
    },
  },
  {
    table: 'course_content',
    name: 'course_content_parent',
    isBroken: (content, dataset) =>
      isGiven(labelsOf(content['path'])) &&
      !isRoot(content) &&
      isGiven(content['course_id']) &&
      contentsAbove(dataset, content).length === 0,
  },
  {
    table: 'course_content',
    name: 'course_content_parent_kind',
    isBroken: (content, dataset) =>
      contentsAbove(dataset, content).some((above) =>
        kindsOf(dataset, above).some((kind) => kind['has_descendants'] === false),
      ),
  },
  {
    table: 'course_content',
    name: 'course_content_root_kind',
    isBroken: (content, dataset) =>
      !isRoot(content) && kindsOf(dataset, content).some((kind) => kind['has_ascendants'] === false),
  },
  {
    table: 'course_content',
    name: 'course_content_backend',
    isBroken: ({ course_id, execution_backend_id }, dataset) =>
      isGiven(course_id) &&
      isGiven(execution_backend_id) &&
      rowsWith(dataset, 'course_execution_backend', { course_id, execution_backend_id }).length === 0,
  },
];
