import { Course, Organization } from '../../entities/course/catalog.ts';
import { CourseContent, CourseContentType } from '../../entities/course/content.ts';
import { CourseGroup, CourseMember } from '../../entities/course/members.ts';
import { User } from '../../entities/course/people.ts';
import {
  CourseSubmissionGroup,
  CourseSubmissionGroupMember,
  Result,
} from '../../entities/course/submissions.ts';
import type { EntityClass } from '../../entities/row.ts';
import type { AnyRow } from '../../load/sink.ts';
import { type Breach, type Make, NOWHERE, type StatedCounterexample } from '../counterexample.ts';
import { type DerivedRuleName, type DomainRule, defineRules } from '../rule.ts';

const broken = (
  entity: EntityClass,
  name: DerivedRuleName,
  counterexample: StatedCounterexample,
): DomainRule<DerivedRuleName> => ({
  name,
  entity,
  enforcedBy: 'constraint',
  counterexample,
});

/** A valid row that gets other values. */
const changed =
  (entity: EntityClass, set: AnyRow, more: Pick<Breach, 'also' | 'by' | 'corrected'> = {}) =>
  (make: Make): Breach => ({ update: entity, row: make.row(entity), set, ...more });

/** The second member of a submission group, which has one without it. */
const secondMember = (make: Make) =>
  make.row(CourseSubmissionGroupMember, {
    courseSubmissionGroup: make.row(CourseSubmissionGroup, { courseContent: { maxGroupSize: 2 } }),
  });

/** A result of a member without a group. */
const ungrouped = (make: Make) => make.spare(Result, { courseSubmissionGroup: null });

/** How constraints are broken for which it does not follow from what they say. */
export const keyRules = defineRules([
  // What the database would make of such a token is a hash.
  broken(
    User,
    'user_auth_token_length',
    changed(User, { authToken: 'x'.repeat(513) }, { also: ['user_auth_token'] }),
  ),

  // The path of a user's organization is made of the user's id.
  broken(Organization, 'organization_user_id_idx', (make) => {
    const { user } = make.row(Organization, {}, 'userOwned');
    const also = ['organization_organization_type_path_key'];
    return { insert: Organization, row: make.spare(Organization, { user }), also, by: also[0] ?? '' };
  }),
  broken(Organization, 'organization_user_id_fkey', (make) => ({
    update: Organization,
    row: make.row(Organization, {}, 'userOwned'),
    set: { user: NOWHERE },
  })),

  // Of a family that exists the organization exists.
  broken(
    Course,
    'course_organization_id_fkey',
    changed(Course, { organization: NOWHERE }, { also: ['course_organization'] }),
  ),

  // An id alone is unique already.
  broken(CourseGroup, 'course_group_course_id_id_key', (make) => {
    const { id, course } = make.row(CourseGroup);
    const row = { ...make.spare(CourseGroup, { course }), id };
    return { insert: CourseGroup, row, also: ['course_group_pkey'], by: 'course_group_pkey' };
  }),
  broken(CourseContentType, 'course_content_type_id_course_id_key', (make) => {
    const { id, course } = make.row(CourseContentType);
    const row = { ...make.spare(CourseContentType, { course }), id };
    return {
      insert: CourseContentType,
      row,
      also: ['course_content_type_pkey'],
      by: 'course_content_type_pkey',
    };
  }),

  // With a group, it would not be of the same course either.
  broken(CourseMember, 'course_member_course_id_fkey', (make) => ({
    insert: CourseMember,
    row: { ...make.spare(CourseMember, {}, 'owner'), course: NOWHERE },
  })),
  // What does not exist is none of the course's.
  broken(
    CourseContent,
    'course_content_execution_backend_id_fkey',
    changed(CourseContent, { executionBackend: NOWHERE }, { also: ['course_content_backend'] }),
  ),

  broken(CourseSubmissionGroup, 'course_submission_group_id_not_null', (make) => ({
    insert: CourseSubmissionGroup,
    row: { ...make.spare(CourseSubmissionGroup), id: null },
  })),
  broken(CourseSubmissionGroup, 'course_submission_group_pkey', (make) => {
    const { id, courseContent } = make.row(CourseSubmissionGroup);
    return {
      insert: CourseSubmissionGroup,
      row: { ...make.spare(CourseSubmissionGroup, { courseContent }), id },
    };
  }),
  // Its content and its member are of another course.
  broken(
    CourseSubmissionGroup,
    'course_submission_group_course_id_fkey',
    changed(
      CourseSubmissionGroup,
      { course: NOWHERE },
      { also: ['course_submission_group_course', 'course_submission_group_member_course'] },
    ),
  ),
  // Its member is for another content.
  broken(
    CourseSubmissionGroup,
    'course_submission_group_course_content_id_fkey',
    changed(
      CourseSubmissionGroup,
      { courseContent: NOWHERE },
      { also: ['course_submission_group_member_parents'] },
    ),
  ),

  // A group is for one content.
  broken(
    CourseSubmissionGroupMember,
    'course_submission_group_membe_course_submission_group_id_co_key',
    (make) => {
      const { courseSubmissionGroup, courseMember } = secondMember(make);
      const row = make.spare(CourseSubmissionGroupMember, { courseSubmissionGroup, courseMember });
      const also = [
        'course_submission_group_membe_course_member_id_course_conte_key',
        'course_submission_group_member_count',
      ];
      return { insert: CourseSubmissionGroupMember, row, also };
    },
  ),
  ...(
    [
      ['course_submission_group_mem_course_submission_group_id_not_null', null],
      ['course_submission_group_member_course_submission_group_id_fkey', NOWHERE],
    ] as const
  ).map(([name, courseSubmissionGroup]) =>
    broken(CourseSubmissionGroupMember, name, (make) => ({
      update: CourseSubmissionGroupMember,
      row: secondMember(make),
      set: { courseSubmissionGroup },
    })),
  ),
  // The database takes these from the group and the member, whatever is given.
  ...(['course', 'courseContent'] as const).flatMap((property) => {
    const column = property === 'course' ? 'course_id' : 'course_content_id';
    const by = 'course_submission_group_member_parents';
    const derived = (value: string | null, also: string[]) =>
      changed(CourseSubmissionGroupMember, { [property]: value }, { corrected: [property], by, also });
    return [
      broken(
        CourseSubmissionGroupMember,
        `course_submission_group_member_${column}_not_null`,
        derived(null, []),
      ),
      broken(
        CourseSubmissionGroupMember,
        `course_submission_group_member_${column}_fkey`,
        derived(NOWHERE, [by]),
      ),
    ];
  }),

  broken(Result, 'result_course_member_id_course_content_id_version_identifie_key', (make) => {
    const { courseMember, courseContent, versionIdentifier } = make.row(Result);
    const row = make.spare(Result, { courseMember, courseContent, courseSubmissionGroup: null });
    return { insert: Result, row: { ...row, versionIdentifier } };
  }),
  broken(Result, 'result_course_submission_group_id_course_content_id_version_idx', (make) => {
    const { courseSubmissionGroup, versionIdentifier } = make.row(Result, {
      courseContent: { maxGroupSize: 2 },
    });
    const { courseMember } = make.row(CourseSubmissionGroupMember, { courseSubmissionGroup });
    const row = make.spare(Result, { courseSubmissionGroup, courseMember });
    return { insert: Result, row: { ...row, versionIdentifier } };
  }),
  broken(Result, 'result_course_member_id_fkey', (make) => ({
    insert: Result,
    row: { ...ungrouped(make), courseMember: NOWHERE },
  })),
  broken(Result, 'result_course_content_id_fkey', (make) => ({
    insert: Result,
    row: { ...ungrouped(make), courseContent: NOWHERE },
  })),
  // The database takes it from the content, whatever is given.
  ...(
    [
      ['result_course_content_type_id_not_null', null],
      ['result_course_content_type_id_fkey', NOWHERE],
    ] as const
  ).map(([name, courseContentType]) =>
    broken(
      Result,
      name,
      changed(
        Result,
        { courseContentType },
        {
          corrected: ['courseContentType'],
          by: 'result_content_type',
          also: courseContentType === null ? [] : ['result_content_type'],
        },
      ),
    ),
  ),
]);
