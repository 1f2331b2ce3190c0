import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { connect } from '../../src/database/connect.ts';
import { connectionOptions } from '../../src/database/connection-options.ts';
import { migrations } from '../../src/database/migrate.ts';
import { ormOptions } from '../../src/database/orm-options.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { courseSchema } from '../../src/entities/course/index.ts';

export interface CourseServer {
  readonly orm: MikroORM;
  readonly url: string;
  /** The server's first process. */
  readonly pid: number;
  /** Where the server's data is; the server may read what others write there. */
  readonly directory: string;
  /** Makes a migrated, empty database anew, in the place of the last one. Resolves to its url. */
  readonly freshDatabase: () => Promise<string>;
  /** Makes a migrated, empty database of that name. Resolves to its url. */
  readonly emptyDatabase: (name: string) => Promise<string>;
  /** Makes a copy of a database that is not in use, in the place of the last one. Resolves to its url. */
  readonly copyOf: (name: string) => Promise<string>;
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
    const { pid } = await server.start();
    const url = await server.ensureDatabase('course');
    await migrations(courseSchema, url).up();
    const orm = new MikroORM({ ...ormOptions(courseSchema), ...connectionOptions(url) });
    const destroy = async (): Promise<void> => {
      await orm.close();
      await removeServer();
    };
    const copy = async (template: string, name: string): Promise<string> => {
      const client = await connect(await server.url());
      await client.query(`drop database if exists ${name}`);
      await client.query(`create database ${name} template ${template} strategy file_copy`);
      await client.end();
      return await server.url(name);
    };
    const emptyDatabase = (name: string): Promise<string> => copy('untouched', name);
    const copyOf = (name: string): Promise<string> => copy(name, 'copied');
    const freshDatabase = async (): Promise<string> => await emptyDatabase('fresh');
    await migrations(courseSchema, await server.ensureDatabase('untouched')).up();
    return { orm, url, pid, directory, freshDatabase, emptyDatabase, copyOf, destroy };
  } catch (error) {
    await removeServer();
    throw error;
  }
}
