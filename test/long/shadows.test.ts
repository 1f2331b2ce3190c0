import { expect, it } from 'vitest';
import { servers } from '../support/database.ts';
import { runUnderShadows } from '../support/shadows.ts';

const commands = [
  'migrate status',
  'migrate history',
  'rules',
  'lint',
  'plan minimal',
  'seed minimal',
  'verify --all',
  'migrate backup',
  'label staging',
  'reset minimal --dry-run',
  'history',
  'migrate down --to 0',
  'migrate up',
];

it.each(servers)(
  'no command runs what others have put into public, on PostgreSQL $version',
  { timeout: 300_000 },
  async ({ version }) => {
    for (const { command, code, output } of await runUnderShadows(version, commands))
      expect({ command, code, output }).toEqual({
        command,
        code: expect.any(Number),
        output: expect.not.stringContaining('a shadow ran'),
      });
  },
);
