import { expect, it } from 'vitest';
import { servers } from '../support/database.ts';
import { runUnderShadows } from '../support/shadows.ts';

/** What looks into a database that others may write to; the long suite runs the other commands too. */
const commands = ['doctor', 'migrate check'];

it.each(servers)(
  'nothing that others have put into public runs as the superuser who looks, on PostgreSQL $version',
  async ({ version }) => {
    for (const { command, code, output } of await runUnderShadows(version, 'practice', commands))
      expect({ command, code, output }).toEqual({
        command,
        code: 0,
        output: expect.not.stringContaining('a shadow ran'),
      });
  },
);
