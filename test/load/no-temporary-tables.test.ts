import { afterAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { course } from '../../src/domains.ts';
import type { Schema } from '../../src/entities/schema.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { manifestOf } from '../../src/seeders/manifest.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { planReset } from '../../src/staging/plan.ts';
import { reset } from '../../src/staging/reset.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { library, shelves } from '../domains/toy/library.ts';
import { everyServer, freshDatabase, serverUrl } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const origin = { seed: 0, now: DEFAULT_NOW };
const roles: { readonly role: string; readonly version: 15 | 18 }[] = [];

afterAll(async () => {
  for (const { role, version } of roles) {
    const client = await connect(serverUrl(version));
    await client.query(`drop role if exists ${role}`).finally(() => client.end());
  }
});

/** An empty database as a role that owns the tables in it, and may make no temporary ones. */
async function confined(version: 15 | 18, schema: Schema) {
  const { client, url } = await freshDatabase({ version });
  const role = `confined_${client.database}`;
  roles.push({ role, version });
  await client.query(`create role ${role} login password 'secret';
    revoke temporary on database ${client.database} from public;
    grant create on database ${client.database} to ${role};
    alter schema public owner to ${role}; create extension if not exists ltree`);
  const own = Object.assign(new URL(url), { username: role, password: 'secret' }).toString();
  await migrations(schema, own).up();
  const session = await connect(own);
  return {
    url: own,
    role,
    client: session,
    forget: async () => {
      await session.end();
      await client.query(`drop owned by ${role} cascade`);
    },
  };
}

describe.each(everyServer)(
  'a role that may make no temporary tables on PostgreSQL $version',
  ({ version }) => {
    test('is told so where rows would have to be compared, and fills a database otherwise', async () => {
      const { client, forget } = await confined(version, course);
      const expected = await manifestOf(course, minimal, {}, origin);
      const folder = `${temporaryFolder()}/parts`;
      await writePart(folder, course, minimal, origin);
      const parts = await readParts([folder]);
      for (const fill of [
        () => seed(client, course, minimal, origin, { expect: expected }),
        () => loadParts(client, course, parts),
      ]) {
        await expect(fill()).rejects.toMatchObject({
          code: 'not_comparable',
          message: expect.stringMatching(
            /^The role confined_\w+ may not create temporary tables in .* Nothing/,
          ),
        });
        expect(await countRows(client, course)).toEqual({});
      }
      expect(await seed(client, course, minimal, origin)).toMatchObject({ change: null, rewritten: [] });
      await client.query('truncate public."user", public.course cascade');
      for (const table of Object.keys(await countRows(client, course)))
        await client.query(`truncate public."${table}" cascade`);
      expect(await loadParts(client, course, parts, { load: 'rebuild' })).toMatchObject({ mode: 'rebuild' });
      await forget();
    });

    test.each([
      { domain: library, scenario: shelves, isRefused: false },
      { domain: course, scenario: minimal, isRefused: true },
    ])(
      'replaces rows in place where no trigger could change one: $domain.name',
      async ({ domain, scenario, isRefused }) => {
        const { client, url, role, forget } = await confined(version, domain);
        await seed(client, domain, scenario, origin);
        await setLabel(client, domain, 'staging', 'ada');
        const options = {
          ...{ author: { by: 'ada' }, embedded: false, confirm: addressOf(client) },
          strategy: 'transaction' as const,
        };
        for (const replace of [planReset, reset]) {
          const outcome = replace(url, domain, scenario, { ...origin, seed: 7 }, options);
          if (isRefused) {
            await expect(outcome).rejects.toMatchObject({
              code: 'strategy_impossible',
              details: {
                reasons: [
                  `the role "${role}" may not create temporary tables in it (grant temporary on database …)`,
                ],
              },
            });
          } else expect(await outcome).toMatchObject({ strategy: 'transaction' });
        }
        await forget();
      },
    );
  },
);
