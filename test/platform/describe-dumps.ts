import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';
import { datasetHash } from '../support/dataset.ts';
import { passwordApart } from '../support/password-apart.ts';
import { firstPlatform } from './database.ts';
import { parameters } from './scenarios.ts';

const run = promisify(execFile);
/** The embedded one comes without them. A newer server takes what they dump. */
const binaries = '/usr/lib/postgresql/15/bin';

const lookups = ['role', 'course_role', 'course_content_kind'];

/** The options of both dumps, as docs/platforms.md has them: rows of lookup tables that are not there, then the others. */
const dumps = [
  ['--inserts', '--on-conflict-do-nothing', ...lookups.map((name) => `--table=${name}`)],
  ['--schema=public', ...[...lookups, 'mikro_orm_migrations*'].map((name) => `--exclude-table=${name}`)],
];

/** Without the rows that a platform has of its own. */
const withoutLookups = {
  ...course,
  entities: course.entities.filter((entity) => !course.lookups.some((lookup) => lookup.entity === entity)),
};

/** What is dumped from a database of seedbed's, for a platform's own. */
export function describePlatformDumps(version: 15 | 18, some: readonly Scenario[]): void {
  describe.runIf(existsSync(`${binaries}/pg_dump`))(
    `a dump of data for the first platform on PostgreSQL ${version}`,
    () => {
      test.each(some)('takes $name there, all of it', async (scenario) => {
        const from = await freshDatabase({ version: 15, template: 'course' });
        const options = { parameters: parameters[scenario.name] ?? {} };
        await seed(from.client, course, scenario, { seed: 0, now: DEFAULT_NOW }, options);
        const to = await firstPlatform({ version });
        const dumped = passwordApart(from.url);
        let script = '';
        for (const options of dumps) {
          const words = ['--data-only', ...options, dumped.dbname];
          const { stdout } = await run(`${binaries}/pg_dump`, words, { env: dumped.env, maxBuffer: 2 ** 28 });
          script += stdout;
        }
        const { dbname, env } = passwordApart(to.url);
        const restoring = run(
          `${binaries}/psql`,
          ['--quiet', '--single-transaction', '--set=ON_ERROR_STOP=1', dbname],
          { env: { ...env, PGOPTIONS: '-c session_replication_role=replica' } },
        );
        // It may end before all is sent, and says why.
        restoring.child.stdin?.on('error', () => {}).end(script);
        expect((await restoring).stderr).toBe('');
        expect((await verify(to.client, course, { all: true })).violations).toEqual([]);
        expect(await datasetHash(to.client, withoutLookups)).toBe(
          await datasetHash(from.client, withoutLookups),
        );
      });
    },
  );
}
