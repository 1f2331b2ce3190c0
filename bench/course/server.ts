import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { migrations } from '../../src/database/migrate.ts';
import { connectionOptions, ormOptions } from '../../src/database/orm-options.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { courseSchema } from '../../src/entities/course/index.ts';

export interface CourseServer {
  readonly orm: MikroORM;
  readonly url: string;
  /** Stops the server and removes its data. */
  readonly destroy: () => Promise<void>;
}

/** Starts the embedded server in a temporary folder, with an empty course database on it. */
export async function startCourseServer(): Promise<CourseServer> {
  const directory = mkdtempSync(join(tmpdir(), 'seedbed-bench-'));
  chmodSync(directory, 0o755); // PostgreSQL runs as another account when we are root
  writeFileSync(join(directory, 'package.json'), '{}'); // so that no project above it is taken for its own
  const server = embeddedServer({ directory });
  const removeServer = async (): Promise<void> => {
    await server.destroy();
    rmSync(directory, { recursive: true });
  };
  process.once('SIGINT', () => void removeServer().finally(() => process.exit(130)));
  try {
    await server.start();
    const url = await server.ensureDatabase('course');
    await migrations(courseSchema, url).up();
    const orm = new MikroORM({ ...ormOptions(courseSchema), ...connectionOptions(url) });
    const destroy = async (): Promise<void> => {
      await orm.close();
      await removeServer();
    };
    return { orm, url, destroy };
  } catch (error) {
    await removeServer();
    throw error;
  }
}
