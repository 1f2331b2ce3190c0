import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../src/database/migrate.ts';
import type { Domain } from '../../src/domain.ts';
import { domains } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { reset } from '../../src/staging/reset.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { passwordApart } from '../support/password-apart.ts';

const run = promisify(execFile);

/** A database of a domain that was dumped and restored; it holds `minimal`. */
async function restored(domain: Domain, version: 15 | 18): Promise<FreshDatabase> {
  const from = await freshDatabase({ version, template: domain.name });
  await seed(from.client, domain, minimalOf(domain), { seed: 0, now: DEFAULT_NOW });
  const binaries = `/usr/lib/postgresql/${version}/bin`;
  if (!existsSync(`${binaries}/pg_dump`)) {
    // The embedded one comes without it: its checks are made again of what it prints of them, as a dump does.
    await makeChecksAgain(from.client);
    return from;
  }
  const to = await freshDatabase({ version });
  const dumped = passwordApart(from.url);
  const { stdout } = await run(`${binaries}/pg_dump`, [dumped.dbname], {
    env: dumped.env,
    maxBuffer: 2 ** 28,
  });
  const { dbname, env } = passwordApart(to.url);
  const restoring = run(`${binaries}/psql`, ['--quiet', '--set=ON_ERROR_STOP=1', dbname], { env });
  restoring.child.stdin?.end(stdout);
  await restoring;
  return to;
}

const minimalOf = ({ scenarios }: Domain) => {
  const found = scenarios.find(({ name }) => name === 'minimal');
  if (!found) throw new TypeError('each domain has one');
  return found;
};

async function makeChecksAgain(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sql: string }>(
    `select format('alter table %1$s drop constraint %2$I; alter table %1$s add constraint %2$I %3$s',
                   conrelid::regclass, conname, pg_get_constraintdef(oid)) as sql
       from pg_constraint
      where contype = 'c' and conislocal and conrelid <> 0 and connamespace = 'public'::regnamespace`,
  );
  for (const { sql } of rows) await client.query(sql);
}

/** What becomes of a database that was dumped and restored. */
export function describeRoundTrips(version: 15 | 18, some: readonly Domain[] = domains): void {
  describe(`dumped and restored on PostgreSQL ${version}`, () => {
    test.each(some)('$name does not differ, and is reset by another database', async (domain) => {
      const { url, client } = await restored(domain, version);
      expect(await migrations(domain, url).check()).toMatchObject({ ormDiff: [], catalogDiff: [] });
      await setLabel(client, domain, 'staging', 'ada');
      const permission = {
        author: { by: 'ada', commit: 'c0ffee' },
        embedded: false,
        confirm: addressOf(client),
      };
      const origin = { seed: 7, now: DEFAULT_NOW };
      await client.end(); // a superuser's session is one that others may not end
      const options = { ...permission, strategy: 'rename' } as const;
      expect(await reset(url, domain, minimalOf(domain), origin, options)).toMatchObject({
        strategy: 'rename',
      });
    });
  });
}
