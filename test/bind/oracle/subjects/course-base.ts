import type { MikroORM } from '@mikro-orm/postgresql';
import { bind } from '../../../../src/bind.ts';
import { course } from '../../../../src/domains.ts';
import type { EntityClass } from '../../../../src/entities/row.ts';
import type { Base } from '../subject.ts';

/** Fills a database with some of everything, in two courses, for cases to refer to. */
export async function fillBase(orm: MikroORM): Promise<Base> {
  const kept = new Map<EntityClass, object[]>();
  const keep = <T extends object>(entity: EntityClass, one: T): T => {
    kept.set(entity, [...(kept.get(entity) ?? []), one]);
    return one;
  };
  const f = bind(course, { em: orm.em.fork(), run: 9 });
  const of = (name: keyof typeof course.factories) => course.factories[name].entity;
  const user = keep(of('user'), await f.user.create());
  keep(of('user'), await f.user.archived().create());
  keep(of('user'), await f.user.token().create());
  const root = await f.organization.create();
  keep(of('organization'), root);
  keep(of('organization'), await f.organization.childOf(root).create());
  keep(of('organization'), await f.organization.archived().create());
  keep(of('organization'), await f.organization.community().create());
  keep(of('organization'), await f.organization.userOwned().create());
  keep(of('group'), await f.group.create());
  keep(of('group'), await f.group.dynamic().create());
  keep(of('role'), await f.role.create());
  keep(of('courseRole'), await f.courseRole.create());
  keep(of('profile'), await f.profile.create({ user }));
  const kind = await f.courseContentKind.create({ hasAscendants: false, hasDescendants: false });
  keep(of('courseContentKind'), kind);
  keep(of('courseContentKind'), await f.courseContentKind.create({ submittable: true }));
  for (let i = 0; i < 2; i++) {
    const family = await f.courseFamily.create({ organization: root });
    keep(of('courseFamily'), family);
    const one = await f.course.create({ courseFamily: family });
    keep(of('course'), one);
    const courseGroup = keep(of('courseGroup'), await f.courseGroup.create({ course: one }));
    keep(of('courseMember'), await f.courseMember.owner().create({ course: one }));
    const student = keep(of('courseMember'), await f.courseMember.create({ course: one, courseGroup }));
    keep(of('courseMember'), await f.courseMember.create({ course: one, courseGroup }));
    const executionBackend = keep(of('executionBackend'), await f.executionBackend.create());
    await f.courseExecutionBackend.create({ course: one, executionBackend });
    const unit = await f.courseContent.unit().create({ course: one });
    keep(of('courseContent'), unit);
    keep(of('courseContentType'), unit.courseContentType);
    const task = await f.courseContent.create({
      course: one,
      maxGroupSize: 2,
      maxTestRuns: 2,
      maxSubmissions: 1,
      executionBackend,
    });
    keep(of('courseContent'), task);
    keep(of('courseContentType'), task.courseContentType);
    keep(of('courseContent'), await f.courseContent.quiz().under(unit).create({ course: one }));
    const submissionGroup = await f.courseSubmissionGroup.create({ courseContent: task, maxGroupSize: 2 });
    keep(of('courseSubmissionGroup'), submissionGroup);
    await f.courseSubmissionGroupMember.create({
      courseSubmissionGroup: submissionGroup,
      courseMember: student,
    });
    await f.result.create({
      courseContent: task,
      courseSubmissionGroup: submissionGroup,
      courseMember: student,
    });
    keep(of('codeabilityMessage'), await f.codeabilityMessage.create({ course: one, sender: user }));
  }
  return kept;
}
