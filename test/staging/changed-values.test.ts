import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { sumOfHashes } from '../../src/load/files/digest.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { manifestOf } from '../../src/seeders/manifest.ts';
import { stagingDatabase } from './staging.ts';

const history = 'select hash from seedbed_staging.history order by at desc limit 1';

// Where a database has more than the migrations make, another one like it is made by pg_dump.
const hasDumper = existsSync('/usr/bin/pg_dump');

describe.each(['rename', 'transaction'] as const)('the hash of a reset by %s', (strategy) => {
  const isPossible = strategy === 'transaction' || hasDumper;
  test.runIf(isPossible)(
    'is that of the manifest, or none where a trigger changes values, which is told',
    async () => {
      const staging = await stagingDatabase(strategy === 'rename' ? 15 : 18);
      const { tables } = await manifestOf(course, minimal, {}, { seed: 7, now: DEFAULT_NOW });
      const hash = sumOfHashes(Object.values(tables).map((table) => table.hash));
      expect(await staging.reset({ strategy })).toMatchObject({ hash, change: null });
      expect(await staging.ask(history)).toEqual([{ hash }]);
      await staging.ask(
        `create function meddle() returns trigger language plpgsql as $$ begin new.family_name := 'Other'; return new; end $$;
       create trigger meddle before insert on "user" for each row execute function meddle()`,
      );
      expect(await staging.reset({ strategy })).toMatchObject({
        hash: null,
        change: expect.stringMatching(
          /"family_name" is "Other" where ".+" was sent\. It has the trigger meddle/,
        ),
      });
      expect(await staging.ask(history)).toEqual([{ hash: null }]);
    },
  );
});
