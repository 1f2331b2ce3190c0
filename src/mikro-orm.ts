import { SeedbedError } from './errors/error.ts';
// The package's entry `seedbed/mikro-orm`: for `mikro-orm seeder:run`, and column types of PostgreSQL.

import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { type Bound, bind, type Namespace } from './bind.ts';
import { type OrmEntityManager, ownEntityManager } from './database/given-connection.ts';
import type { Domain } from './domain.ts';
import type { Schema } from './entities/schema.ts';
import { DEFAULT_NOW } from './random/clock.ts';
import type { Scenario } from './seeders/scenario.ts';
import { seed } from './seeders/seed.ts';

export { InetType, LtreeType } from './entities/types.ts';

/** What `mikro-orm seeder:run` asks of a seeder. It hands over an EntityManager of whichever copy of the ORM it is in. */
export interface Seeder {
  run(em: object): Promise<void>;
}

export interface ScenarioSeederOptions {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly seed?: number | string;
  readonly now?: Date;
}

/**
 * A seeder class that fills an empty database with a scenario, for `mikro-orm seeder:run`. It takes a
 * connection of the EntityManager's pool and has a transaction of its own there.
 *
 * @throws from `run` `foreign_connection` where the EntityManager has no pool of `pg`, and what `seed` throws
 * @example export class DatabaseSeeder extends scenarioSeeder(course, classroom, { seed: 7 }) {}
 */
export function scenarioSeeder(
  domain: Schema,
  scenario: Scenario,
  { parameters = {}, seed: number = 0, now = DEFAULT_NOW }: ScenarioSeederOptions = {},
): new () => Seeder {
  return class implements Seeder {
    async run(em: object): Promise<void> {
      const client = await poolOf(ownEntityManager(em as OrmEntityManager)).then((pool) => pool.connect());
      try {
        await seed(client, domain, scenario, { seed: number, now }, { parameters });
      } finally {
        client.release();
      }
    }
  };
}

/**
 * A seeder class that runs code with bound factories, for `mikro-orm seeder:run`, in one transaction.
 *
 * @example
 * export class DatabaseSeeder extends factorySeeder(course, async (f) => {
 *   await f.course.running().create();
 * }) {}
 */
export function factorySeeder<D extends Domain>(
  domain: D,
  work: (factories: Bound<D>) => Promise<void>,
  namespace: Namespace = {},
): new () => Seeder {
  return class implements Seeder {
    async run(em: object): Promise<void> {
      await ownEntityManager(em as OrmEntityManager).transactional((inner) =>
        work(bind(domain, { ...namespace, em: inner })),
      );
    }
  };
}

/** The pool behind an EntityManager, by its methods: it may come from another copy of the ORM. */
async function poolOf(em: SqlEntityManager): Promise<pg.Pool> {
  const connection: { getNativeClient?(): Promise<unknown> } = em.getConnection();
  // Those of other databases have other ones.
  const pool = (await connection.getNativeClient?.()) as Partial<pg.Pool> | undefined;
  if (!pool?.connect)
    throw new SeedbedError('foreign_connection', {
      message:
        'A scenario is loaded by COPY on a connection of @mikro-orm/postgresql, and this EntityManager has another.',
      hint: 'Configure MikroORM from @mikro-orm/postgresql, or seed by `seedbed seed`.',
    });
  return pool as pg.Pool;
}
