import type { EntityManager } from '@mikro-orm/postgresql';
import type { RowOf } from 'seedbed';
import { entities } from 'seedbed/course';

const { CourseMember } = entities;

/** A course group takes that many. */
export const PLACES = 25;

/** Enrols a person with what the API was sent, unless the group is full. Resolves to whether there was a place. */
export async function enrol(em: EntityManager, payload: RowOf<entities.CourseMember>): Promise<boolean> {
  const taken = await em.count(CourseMember, { courseGroup: payload.courseGroup ?? null });
  if (payload.courseGroup && taken >= PLACES) return false;
  await em.insert(CourseMember, payload);
  return true;
}
