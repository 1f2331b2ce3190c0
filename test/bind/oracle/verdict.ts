import { course } from '../../../src/domains.ts';
import { ContradictoryParentsError } from '../../../src/errors/contradictory-parents.ts';
import { LoadRefusedError } from '../../../src/errors/load-refused.ts';
import type { RowRule } from '../../../src/rules/row-rule.ts';
import { rowRules } from '../../../src/rules/structure.ts';
import { valueRulesOf } from '../../../src/rules/values.ts';
import { type FactoryName, tableOf, tables } from './cases.ts';
import type { Outcome } from './judge.ts';

/** All rules of rows of the course domain, by name. */
export const rules: ReadonlyMap<string, RowRule> = new Map(
  [...rowRules(course), ...[...valueRulesOf(tables).values()].flatMap(({ all }) => all)].map((rule) => [
    rule.name,
    rule,
  ]),
);

/** Rules about columns that triggers, or a generated column, give another value than the row has. */
export const deriving: ReadonlySet<string> = new Set([
  'user_auth_token',
  'organization_user_path',
  'organization_parent_path_generated',
  'course_organization',
  'course_content_group_size',
  'course_submission_group_course',
  'course_submission_group_member_parents',
  'result_content_type',
]);

/** Keys and nulls of columns that triggers derive: nobody sees the value that was given. */
const overwritten = new Set(
  [
    'course_organization_id',
    'course_submission_group_course_id',
    'course_submission_group_member_course_id',
    'course_submission_group_member_course_content_id',
    'result_course_content_type_id',
  ].flatMap((column) => [`${column}_fkey`, `${column}_not_null`]),
);

const uniques = new Set(tables.flatMap((table) => table.uniques.map(({ name }) => name)));

/** Foreign keys, which the database looks at after unique keys, and what it does not look at. */
const isLookedAtLater = (name: string): boolean => /_fkey$|^fk_/.test(name) || isSoft(name);

/** The semantic rules as the queries of the seeders' tests name them. */
const queries: Readonly<Record<string, string>> = {
  session_logout_time: 'a session ends after it began',
  organization_live_below_archived: 'a live organization has no archived ancestor',
  course_content_parent: 'a content that is no root has a parent in its course',
  course_content_parent_kind: 'the parent of a content is of a kind with descendants',
  course_content_root_kind: 'a content of a kind without ascendants is a root',
  course_content_backend: 'the backend of a content is one of its course’s',
  course_submission_group_grading: 'a grading is from 0 to 1',
  course_submission_group_size: 'a submission group is no larger than its content allows',
  course_submission_group_member_count: 'a submission group has no more members than it may',
  course_submission_group_member_course: 'a member of a submission group is of the group’s course',
  course_submission_group_member_student: 'a member of a submission group is a student',
  result_member_in_group: 'the member of a result is in its group',
  result_group_content: 'the group of a result is for its content',
  result_course: 'a result, its member, group and content are of one course',
  result_range: 'a result is from 0 to 1',
  result_max_test_runs: 'nobody has more results than the content’s test runs',
  result_max_submissions: 'nobody submits more often than the content allows',
  result_moment: 'no two results of a member and content are of the same moment',
  result_after_group: 'a result is not older than its group',
  codeability_message_course: 'what a message is about is of one course',
  codeability_message_read_at: 'a message is read after it was written',
};

const isValueRule = (name: string): boolean =>
  /_(type|length)$/.test(name) && rules.get(name)?.enforcement === 'C';
const isSemantic = (name: string): boolean => rules.get(name)?.enforcement === 'S';
const isSoft = (name: string): boolean =>
  isValueRule(name) || deriving.has(name) || overwritten.has(name) || isSemantic(name);

/** Parents that only help to find others can disagree too, and the database never hears of them. */
function isAboutNoColumn(refusal: unknown): boolean {
  if (!(refusal instanceof ContradictoryParentsError)) return false;
  // Factories' names are the keys of the same object.
  return !tableOf(refusal.factory as FactoryName).relations.has(refusal.relation);
}

/** In what the factory and the database disagree; undefined where they do not. */
export function disagreement(outcome: Outcome): string | undefined {
  const { refusal, broken, answer, violated, storedOtherwise, fault, isWithoutRow } = outcome;
  if (fault !== undefined) return fault;
  if (!refusal) {
    if (violated.length > 0) return `made, but then it is not true that ${violated.join()}`;
    return storedOtherwise && `made, but stored otherwise: ${storedOtherwise}`;
  }
  if (refusal instanceof LoadRefusedError) {
    // Rows that nobody has read may hold the same values.
    return refusal.refusal.sqlState === '23505'
      ? undefined
      : `refused by the database only: ${refusal.message}`;
  }
  if (isWithoutRow || isAboutNoColumn(refusal)) return undefined;
  if (broken.length === 0) return `refused, but no rule is broken: ${refusal.message}`;
  if (!answer) return 'refused, and the database was not asked';
  if (!answer.accepted) {
    // Rows that nobody has read may hold the same values, and keys are looked at before relations.
    const isExpected =
      broken.includes(answer.by) ||
      broken.some(isValueRule) ||
      (uniques.has(answer.by) && broken.every(isLookedAtLater));
    return isExpected ? undefined : `the database refuses by ${answer.by}, but broken are ${broken.join()}`;
  }
  // A value that the database has made fit may keep what the given one breaks.
  const hard = broken.some(isValueRule) ? [] : broken.filter((name) => !isSoft(name));
  if (hard.length > 0) return `the database accepts what breaks ${hard.join()}`;
  const isOverwritten = broken.some((name) => !isSemantic(name));
  if (isOverwritten && storedOtherwise === undefined) return `${broken.join()} broken, but stored as made`;
  // A value that the database has replaced can break a semantic rule only in the row.
  const missed = isOverwritten ? [] : broken.filter((name) => !violated.includes(queries[name] ?? ''));
  return missed.length > 0 ? `${missed.join()} broken, but no query finds it` : undefined;
}

/** Unique columns that cannot be alike without those of a key that is looked at first. */
const implied = new Set([
  'course_group_course_id_id_key',
  'course_content_type_id_course_id_key',
  // The path of a user's organization is made of the user's id.
  'organization_user_id_idx',
]);

/** The rules of the database that no case has broken, or by which the database has never answered. */
export function unreached(court: Heard, constraints: readonly string[]): string[] {
  const names = [...rules.values()].filter(({ enforcement }) => enforcement !== 'S').map(({ name }) => name);
  return [...new Set([...names, ...constraints])].filter((name) => {
    const isSilent = isSoft(name) || implied.has(name);
    return !court.broken.has(name) || !(isSilent || court.answers.has(name));
  });
}

interface Heard {
  readonly broken: ReadonlySet<string>;
  readonly answers: ReadonlySet<string>;
}
