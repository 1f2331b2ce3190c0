import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { manifestOf } from '../../src/seeders/manifest.ts';
import { seed } from '../../src/seeders/seed.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const origin = { seed: 0, now: DEFAULT_NOW };
const trigger = (when: string, table: string, body: string): string => `
  create function meddle() returns trigger language plpgsql as $$ begin ${body} end $$;
  create ${when} on ${table} execute function meddle()`;

/** Triggers that leave as many rows as were sent, but not the same. */
const changers = [
  {
    what: 'before a row is inserted',
    make: trigger(
      'trigger meddle before insert',
      'public."user" for each row',
      `new.family_name := 'Other'; return new;`,
    ),
    change:
      /^In the row .+ of the table "user", "family_name" is "Other" where ".+" was sent\. It has the trigger meddle/,
  },
  {
    what: 'after a statement, in another table',
    make: trigger(
      'trigger meddle after insert',
      'public.result for each statement',
      `update public.course set title = null; return null;`,
    ),
    change: /^In the row .+ of the table "course", "title" is null where ".+" was sent\./,
  },
  {
    what: 'when the transaction is about to end',
    make: trigger(
      'constraint trigger meddle after insert',
      'public."user" deferrable initially deferred for each row',
      `update public."user" set family_name = 'Other' where id = new.id; return null;`,
    ),
    change: /^In the row .+ of the table "user", "updated_at" is ".+" where ".+" was sent\./,
  },
];

describe.each(everyServer)('values that a trigger changes on PostgreSQL $version', ({ version }) => {
  test.each(changers)(
    'are refused where a manifest is expected, and of files: $what',
    async ({ make, change }) => {
      const { client } = await freshDatabase({ version, template: 'course' });
      await client.query(make);
      const expected = await manifestOf(course, minimal, {}, origin);
      await expect(seed(client, course, minimal, origin, { expect: expected })).rejects.toMatchObject({
        code: 'values_changed',
        details: { change: expect.stringMatching(change) },
      });
      expect(await countRows(client, course)).toEqual({});
      for (const format of ['text', 'csv'] as const) {
        const folder = join(temporaryFolder(), 'parts');
        await writePart(folder, course, minimal, origin, { format });
        await expect(loadParts(client, course, await readParts([folder]))).rejects.toMatchObject({
          code: 'values_changed',
          details: { change: expect.stringMatching(change) },
          hint: expect.stringContaining('seedbed seed'),
        });
        expect(await countRows(client, course)).toEqual({});
      }
      // Else nobody has said which they are to be.
      expect(await seed(client, course, minimal, origin)).toMatchObject({ load: 'live', change: null });
    },
  );

  test('are none where triggers only derive what the scenario has already, and beside other rows', async () => {
    const { client } = await freshDatabase({ version, template: 'course' });
    expect(await seed(client, course, minimal, origin, { compare: true })).toMatchObject({ change: null });
    const more = await seed(client, course, minimal, origin, { compare: true, namespace: 'more' });
    expect(more).toMatchObject({ load: 'live', change: null });
    const { rows } = await client.query(`select from pg_class where relname like 'seedbed_sent%'`);
    expect(rows).toEqual([]);
  });
});
