import { z } from 'zod';
import * as make from '../../factories/course/index.ts';
import { after, DAY } from '../../random/clock.ts';
import { defineScenario } from '../scenario.ts';
import { nameAt } from './names.ts';
import { personasOf } from './personas.ts';

/** The smallest dataset in which no table is empty. */
export const minimal = defineScenario({
  name: 'minimal',
  summary: 'At least one row in every table: one course with an owner and a student.',
  parameters: z.strictObject({}),
  shared(scope) {
    // What follows upon it, results and read marks, is not in the future.
    const yesterday = after(scope.now, -DAY);
    const { id, account, givenName, familyName, username, email } = personasOf(scope.address.namespace).owner;
    const owner = scope.add(make.user, 0, { id, givenName, familyName, username, email });
    const student = scope.add(make.user, 1, { ...nameAt(scope, 1), createdBy: owner.id });
    scope.add(make.profile, 0, { user: owner });
    scope.add(make.studentProfile, 1, { user: student });
    scope.add(make.account, 0, { ...account, user: owner });
    scope.add(make.session, 0, { user: owner });

    const role = scope.add(make.role, 0, {});
    scope.add(make.roleClaim, 0, { role: role.id, claimValue: 'course:list' });
    scope.add(make.userRole, 0, { user: owner, role: role.id });
    const group = scope.add(make.group, 0, {});
    scope.add(make.groupClaim, 0, { group, claimValue: 'course_content:list' });
    scope.add(make.userGroup, 0, { user: owner, group });

    const organization = scope.add(make.organization, 0, {});
    const courseFamily = scope.add(make.courseFamily, 0, { organization });
    const course = scope.add(make.course, 0, { courseFamily });
    const executionBackend = scope.add(make.executionBackend, 0, {});
    scope.add(make.courseExecutionBackend, 0, { course, executionBackend });

    scope.add(make.courseMember, 0, { user: owner, course, courseRole: '_owner' });
    const courseGroup = scope.add(make.courseGroup, 0, { course });
    const courseMember = scope.add(make.courseMember, 1, { user: student, course, courseGroup });

    const courseContentType = scope.add(make.courseContentType, 0, { course });
    const courseContent = scope.add(make.courseContent, 0, { course, courseContentType, executionBackend });
    const courseSubmissionGroup = scope.add(make.courseSubmissionGroup, 0, {
      courseContent,
      createdAt: yesterday,
    });
    scope.add(make.courseSubmissionGroupMember, 0, { courseSubmissionGroup, courseMember });
    scope.add(make.result, 0, { courseMember, courseSubmissionGroup, courseContent, executionBackend });

    const message = scope.add(make.codeabilityMessage, 0, { sender: owner, course, createdAt: yesterday });
    scope.add(make.codeabilityMessageRead, 0, { message, user: student, readAt: scope.now });
  },
});
