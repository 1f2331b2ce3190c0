import type { EntityManager } from '@mikro-orm/postgresql';
import { CourseGroup, CourseMember, Message, User } from './entities.ts';

/** A course group takes that many. */
export const PLACES = 25;

export class GroupFullError extends Error {}

export interface Enrolment {
  readonly givenName: string;
  readonly familyName: string;
  /** A message to those who are there already. */
  readonly greeting?: string;
}

/** Enrols a person who is new here. Greeting is a transaction within: where that is refused, the rest stays. */
export async function enrol(em: EntityManager, group: string, enrolment: Enrolment) {
  return await em.transactional(async (inner) => {
    const courseGroup = await inner.findOneOrFail(CourseGroup, group);
    const { course } = courseGroup;
    const { givenName, familyName, greeting } = enrolment;
    const user = inner.create(User, { givenName, familyName });
    const member = inner.create(CourseMember, { user, course, courseGroup, courseRole: '_student' });
    await inner.flush();
    if ((await inner.count(CourseMember, { courseGroup })) > PLACES) throw new GroupFullError();
    const greeted = greeting !== undefined && (await greet(inner, member, greeting));
    return { member: member.id, greeted };
  });
}

/** Resolves to whether the greeting was taken. */
async function greet(em: EntityManager, member: InstanceType<typeof CourseMember>, message: string) {
  const { user: sender, course, courseGroup } = member;
  try {
    await em.transactional((inner) =>
      inner.insert(Message, { type: 'message', sender, course, courseGroup, message }),
    );
    return true;
  } catch {
    return false;
  }
}
