import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { setLabel } from '../../src/staging/label.ts';
import { passwordApart } from '../support/password-apart.ts';
import { refusal, seeded } from './seeded.ts';

const binaries = '/usr/lib/postgresql/15/bin';
const run = promisify(execFile);

const restorations = [
  { how: 'with --clean', options: ['--clean', '--if-exists'], before: '' },
  {
    how: 'data-only into emptied tables',
    options: dataOnly(),
    before: 'truncate "user", organization cascade',
  },
  { how: 'data-only beside what is there', options: dataOnly(), before: '' },
];

/** As superuser, so that no order of the tables matters. */
function dataOnly(): string[] {
  return ['--data-only', '--disable-triggers'];
}

/** @param labels those of the database that was dumped */
export function describeDumps(labels: readonly string[]): void {
  describe.runIf(existsSync(`${binaries}/pg_dump`))(
    'a dump in the labelled staging database is refused',
    () => {
      const cases = restorations.flatMap((one) => labels.map((label) => ({ ...one, label })));
      test.concurrent.each(cases)(
        '$how, from what is labelled $label',
        async ({ options, before, label }) => {
          // In production nobody has the ids, numbers and addresses that staging has.
          const production = await seeded(classroom, 7, 15, 'production');
          await production.client.query(
            `update "user" set email = 'p' || email, username = 'p' || username, number = 'p' || number`,
          );
          if (label !== 'nothing') await setLabel(production.client, course, label, 'ops');
          const staging = await seeded(classroom, 0, 15);
          await setLabel(staging.client, course, 'staging', 'ada');
          expect(await refusal(staging.client)).toBe('given');
          const from = passwordApart(production.url);
          const { stdout } = await run(`${binaries}/pg_dump`, [...options, from.dbname], {
            env: from.env,
            maxBuffer: 2 ** 28,
          });
          if (before) await staging.client.query(before);
          // After an error it goes on, as pg_restore does.
          const to = passwordApart(staging.url);
          const restore = run(`${binaries}/psql`, ['--quiet', to.dbname], { env: to.env });
          restore.child.stdin?.end(stdout);
          await restore;
          const { rows } = await staging.client.query(
            `select count(*) > 0 as restored from "user" where email like 'p%'`,
          );
          expect(rows).toEqual([{ restored: true }]);
          expect(['production', 'label_void']).toContain(await refusal(staging.client));
        },
      );
    },
  );
}
