import type { EntityManager } from '@mikro-orm/postgresql';
import { courseEntities, type RowOf } from 'seedbed';

const { CourseMember } = courseEntities;

/** A course group takes that many. */
export const PLACES = 25;

/** Enrols somebody with what the API was sent, unless the group is full. Resolves to whether there was a place. */
export async function enrol(
  em: EntityManager,
  payload: RowOf<courseEntities.CourseMember>,
): Promise<boolean> {
  const taken = await em.count(CourseMember, { courseGroup: payload.courseGroup ?? null });
  if (payload.courseGroup && taken >= PLACES) return false;
  await em.insert(CourseMember, payload);
  return true;
}
