import type { EntityManager } from '@mikro-orm/postgresql';
import { entities } from 'seedbed/course';

export interface Grade {
  readonly student: string;
  /** What was handed in. */
  readonly results: number;
  /** 0 to 1. */
  readonly average: number;
}

/** How the students of a course do, the best first. Trial runs and archived contents do not count. */
export async function gradeBook(em: EntityManager, courseId: string): Promise<Grade[]> {
  const results = await em.find(
    entities.Result,
    { submit: true, courseContent: { course: courseId, archivedAt: null } },
    { populate: ['courseMember.user'] },
  );
  const byStudent = Map.groupBy(results, ({ courseMember }) => courseMember.user);
  return [...byStudent]
    .map(([user, theirs]) => ({
      student: `${user.givenName} ${user.familyName}`,
      results: theirs.length,
      average: theirs.reduce((sum, { result }) => sum + result, 0) / theirs.length,
    }))
    .sort((one, other) => other.average - one.average);
}
