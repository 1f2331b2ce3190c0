import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { passwordApart } from '../support/password-apart.ts';

const run = promisify(execFile);
/** Of the server's own version: the embedded one comes without them. */
const binaries = '/usr/lib/postgresql/15/bin';
const lookups = ['role', 'course_role', 'course_content_kind'];

const parameters: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  classroom: { students: 8, weeks: 4 },
  'lecture-hall': { students: 20, weeks: 3, groups: 2, assistants: 2 },
  semester: { students: 30, weeks: 3 },
  university: { users: 1_000, courses: 2, students: 20, tasks: 2 },
};

/** Tests that dumps of the scenarios of those names are whole. */
export function describePgDump(scenarios: readonly string[]): void {
  describe.runIf(existsSync(`${binaries}/pg_dump`))('what pg_dump takes out of PostgreSQL 15', () => {
    test.each(course.scenarios.filter(({ name }) => scenarios.includes(name)))(
      '$name goes into a schema that migrations made, all of it',
      async (scenario) => {
        const from = await freshDatabase({ version: 15, template: 'course' });
        const to = await freshDatabase({ version: 15, template: 'course' });
        await seed(
          from.client,
          course,
          scenario,
          { seed: 0, now: DEFAULT_NOW },
          {
            load: 'rebuild',
            parameters: parameters[scenario.name] ?? {},
          },
        );
        const dump = async (...options: string[]): Promise<string> => {
          const { dbname, env } = passwordApart(from.url);
          const all = ['--data-only', '--no-owner', dbname, ...options];
          return (await run(`${binaries}/pg_dump`, all, { env, maxBuffer: 2 ** 28 })).stdout;
        };
        const bookkeeping = 'mikro_orm_migrations*';
        // Rows of one's own beside those that come with the schema.
        const own = await dump(
          '--inserts',
          '--on-conflict-do-nothing',
          ...lookups.map((name) => `--table=${name}`),
        );
        const rest = await dump(...[...lookups, bookkeeping].map((name) => `--exclude-table=${name}`));
        const { dbname, env } = passwordApart(to.url);
        const restore = run(`${binaries}/psql`, ['--quiet', '--set=ON_ERROR_STOP=1', dbname], {
          // Or triggers would write the time of the restoration into the rows.
          env: { ...env, PGOPTIONS: '-c ctutor.preserve_timestamps=on' },
        });
        restore.child.stdin?.end(own + rest);
        expect((await restore).stderr).toBe('');
        expect((await verify(to.client, course, { all: true })).violations).toEqual([]);
        expect(await datasetHash(to.client, course)).toBe(await datasetHash(from.client, course));
      },
    );
  });
}
