import { MikroORM } from '@mikro-orm/postgresql';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { course } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import type { EntityClass } from '../../src/entities/row.ts';
import type { AnyRow } from '../../src/load/sink.ts';
import { tablesOf } from '../../src/load/table.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { university } from '../../src/seeders/course/university.ts';
import { parseParameters } from '../../src/seeders/parameters.ts';
import type { Given } from './fresh.ts';

/** Small enough for the unit of work not to slow down, large enough for its statements to pay. */
const ENTITIES_A_FLUSH = 1_000;

/** Data for `em.create`, parents first. */
export type Creation = readonly [entity: EntityClass, row: AnyRow];

/** The rows of a `university`, made beforehand, with keys and unique values unlike those of one that is seeded. */
export function creationsOf(given: Given): readonly Creation[] {
  const origin = { seed: 0, now: DEFAULT_NOW, namespace: 'flushed' };
  const parts = university.parts(origin, parseParameters(university, given));
  const rows = new Map<EntityClass, Creation[]>(tablesOf(course).map(({ entity }) => [entity, []]));
  for (const part of parts) {
    for (const [entity, some] of part) rows.get(entity)?.push(...some.map((row): Creation => [entity, row]));
  }
  return [...rows.values()].flat();
}

/** Writes entities as a developer who knows the ORM would: in batches, forgotten after each, in one transaction. */
export async function createAndFlush(url: string, creations: readonly Creation[]): Promise<void> {
  const orm = new MikroORM({ ...ormOptions(courseSchema), ...connectionOptions(url) });
  await orm.em.fork().transactional(async (em) => {
    for (let first = 0; first < creations.length; first += ENTITIES_A_FLUSH) {
      for (const [entity, row] of creations.slice(first, first + ENTITIES_A_FLUSH)) {
        em.persist(em.create(entity, row));
      }
      await em.flush();
      em.clear();
    }
  });
  await orm.close();
}
