import { CourseMember } from '../../entities/course/members.ts';
import { isPresent } from '../compare.ts';
import { defineRules } from '../rule.ts';

export const memberRules = defineRules([
  {
    name: 'course_member_student_valid',
    entity: CourseMember,
    description: 'A member with the role _student has a courseGroup.',
    enforcedBy: 'constraint',
    hint: 'Leave the courseGroup out and one is made, or use another role.',
    breaks: ({ courseRole, courseGroup }) =>
      courseRole === '_student' && !isPresent(courseGroup) ? { courseRole, courseGroup } : undefined,
    counterexample: (make) => ({
      insert: CourseMember,
      row: { ...make.spare(CourseMember, {}, 'owner'), courseRole: '_student' },
    }),
  },
]);
