import * as make from '../../src/factories/course/index.ts';
import { Address } from '../../src/random/address.ts';

const now = new Date('2026-01-14T10:00:00Z');

/** A row of each of the course factories, all of the n-th number, with the factories' own values. */
export function oneOfEach(n: number, seed = 42) {
  const root = Address.root({ seed, now });
  const place = (name: string) => root.child(name, n);
  const user = make.user.row(place('user'), {});
  const role = make.role.row(place('role'), {});
  const group = make.group.row(place('group'), {});
  const organization = make.organization.row(place('organization'), {});
  const courseFamily = make.courseFamily.row(place('courseFamily'), { organization });
  const course = make.course.row(place('course'), { courseFamily });
  const executionBackend = make.executionBackend.row(place('executionBackend'), {});
  const courseGroup = make.courseGroup.row(place('courseGroup'), { course });
  const courseMember = make.courseMember.row(place('courseMember'), { user, course, courseGroup });
  const courseContentType = make.courseContentType.row(place('courseContentType'), { course });
  const courseContent = make.courseContent.row(place('courseContent'), {
    course,
    courseContentType,
    executionBackend,
  });
  const courseSubmissionGroup = make.courseSubmissionGroup.row(place('courseSubmissionGroup'), {
    courseContent,
  });
  const message = make.codeabilityMessage.row(place('codeabilityMessage'), { sender: user, course });
  return {
    user,
    profile: make.profile.row(place('profile'), { user }),
    studentProfile: make.studentProfile.row(place('studentProfile'), { user }),
    account: make.account.row(place('account'), { user }),
    session: make.session.row(place('session'), { user }),
    role,
    roleClaim: make.roleClaim.row(place('roleClaim'), {}),
    userRole: make.userRole.row(place('userRole'), { user }),
    group,
    groupClaim: make.groupClaim.row(place('groupClaim'), { group }),
    userGroup: make.userGroup.row(place('userGroup'), { user, group }),
    organization,
    courseFamily,
    course,
    executionBackend,
    courseExecutionBackend: make.courseExecutionBackend.row(place('courseExecutionBackend'), {
      course,
      executionBackend,
    }),
    courseRole: make.courseRole.row(place('courseRole'), {}),
    courseGroup,
    courseMember,
    courseContentKind: make.courseContentKind.row(place('courseContentKind'), {}),
    courseContentType,
    courseContent,
    courseSubmissionGroup,
    courseSubmissionGroupMember: make.courseSubmissionGroupMember.row(place('courseSubmissionGroupMember'), {
      courseSubmissionGroup,
      courseMember,
    }),
    result: make.result.row(place('result'), {
      courseMember,
      courseSubmissionGroup,
      courseContent,
      executionBackend,
    }),
    codeabilityMessage: message,
    codeabilityMessageRead: make.codeabilityMessageRead.row(place('codeabilityMessageRead'), {
      message,
      user,
    }),
  };
}
