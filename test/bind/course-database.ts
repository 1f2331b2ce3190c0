import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { afterAll } from 'vitest';
import { type Bound, bind, type Namespace } from '../../src/bind.ts';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { course } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { tablesOf } from '../../src/load/table.ts';
import { freshDatabase } from '../support/database.ts';

const opened: MikroORM[] = [];
// Runs before the databases are dropped: the latest hook goes first.
afterAll(async () => {
  for (const orm of opened) await orm.close();
});

export type CourseFactories = Bound<typeof course>;

export interface CourseDatabase {
  readonly client: pg.Client;
  readonly orm: MikroORM;
  readonly url: string;
  /** What the ORM has sent to the server since this was last asked. */
  sent(): string[];
  /** Factories on an EntityManager of their own; each time another run, unless it is named. */
  fresh(namespace?: Namespace): { em: SqlEntityManager; f: CourseFactories };
  /** The rows by table, those without any left out; the schema's lookup rows do not count. */
  counts(): Promise<Record<string, number>>;
  /** The rows that `work` adds, by table. */
  added(work: () => Promise<unknown>): Promise<Record<string, number>>;
}

/** A database with the course schema, its tables empty. */
export async function courseDatabase(version?: 15 | 18): Promise<CourseDatabase> {
  const { url, client } = await freshDatabase({ template: 'course', ...(version && { version }) });
  let log: string[] = [];
  const orm = new MikroORM({
    ...ormOptions(courseSchema),
    ...connectionOptions(url),
    debug: ['query'],
    colors: false,
    logger: (line) => log.push(line),
  });
  opened.push(orm);
  let runs = 0;

  async function counts(): Promise<Record<string, number>> {
    const each = tablesOf(courseSchema).map(
      ({ name }) => `select '${name}' as name, count(*)::int as count from public."${name}"`,
    );
    const { rows } = await client.query<{ name: string; count: number }>(each.join(' union all '));
    const lookups: Record<string, number> = { role: 3, course_role: 4, course_content_kind: 4 };
    return Object.fromEntries(
      rows
        .map(({ name, count }): [string, number] => [name, count - (lookups[name] ?? 0)])
        .filter(([, count]) => count > 0),
    );
  }

  return {
    client,
    orm,
    url,
    sent: () => {
      const lines = log;
      log = [];
      return lines;
    },
    fresh: (namespace) => {
      const em = orm.em.fork();
      return { em, f: bind(course, { em, run: ++runs, ...namespace }) };
    },
    counts,
    added: async (work) => {
      const before = await counts();
      await work();
      return Object.fromEntries(
        Object.entries(await counts())
          .map(([name, count]): [string, number] => [name, count - (before[name] ?? 0)])
          .filter(([, count]) => count !== 0),
      );
    },
  };
}
