import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';

const run = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));

/** What a user of the ORM types: `mikro-orm seeder:run --class=…`. */
const seederRun = (name: string, url: string) =>
  run(
    process.execPath,
    [
      '--conditions=seedbed-source',
      `${project}/node_modules/@mikro-orm/cli/cli.js`,
      'seeder:run',
      `--class=${name}`,
      `--config=${project}/test/mikro-orm/mikro-orm.config.js`,
    ],
    // The program of the ORM leaves its pool open after a failure, and waits for its connections to be closed.
    { cwd: project, env: { ...process.env, DATABASE_URL: url, SEEDBED_POOL_IDLE_TIMEOUT: '1' } },
  );

describe('mikro-orm seeder:run', () => {
  test('fills an empty database with a scenario, and refuses one that is not empty', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await seederRun('ClassroomSeeder', url);
    const { rows } = await client.query(
      `select count(*)::int as students from course_member where course_role_id = '_student'`,
    );
    expect(rows).toEqual([{ students: 6 }]);
    await expect(seederRun('ClassroomSeeder', url)).rejects.toThrow(/already holds/);
  });

  test('runs code with bound factories in one transaction', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await seederRun('FactorySeeder', url);
    const { rows } = await client.query(
      `select path::text, (select count(*)::int from course_member where course_id = course.id) as members from course`,
    );
    expect(rows).toEqual([{ path: 'seeded', members: 4 }]);
  });
});
