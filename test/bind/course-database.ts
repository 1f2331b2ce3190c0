import { MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { afterAll } from 'vitest';
import { type Bound, bind, type Namespace } from '../../src/bind.ts';
import { connectionOptions, ormOptions } from '../../src/database/orm-options.ts';
import { course } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { freshDatabase } from '../support/database.ts';

const opened: MikroORM[] = [];
// Runs before the databases are dropped: the latest hook goes first.
afterAll(async () => {
  for (const orm of opened) await orm.close();
});

/** What the ORM sent to the server since it was last asked. */
type Sent = () => string[];

export interface CourseDatabase {
  readonly client: pg.Client;
  readonly orm: MikroORM;
  readonly url: string;
  readonly sent: Sent;
  /** Factories on an EntityManager of their own; each time another run, unless it is named. */
  fresh(namespace?: Namespace): { em: MikroORM['em']; f: Bound<typeof course.factories> };
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
  };
}
