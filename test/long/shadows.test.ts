import { expect, it } from 'vitest';
import { servers } from '../support/database.ts';
import { runUnderShadows } from '../support/shadows.ts';

/** All that touch a database, in an order in which each has something to do. */
const commands = (version: 15 | 18): readonly string[] => [
  'doctor',
  'migrate status',
  'migrate history',
  'migrate check',
  'seed minimal --out <folder>',
  'load <folder>',
  'verify --all',
  'lint',
  'migrate backup <backup>',
  'migrate down --to 0 --no-backup',
  'migrate up',
  'migrate down --to 0',
  'migrate restore <backup>',
  'migrate down --to 0 --no-backup',
  'migrate up',
  'seed minimal',
  'seed minimal --append --namespace others',
  // What a reset in place keeps has the types of the domain, which then cannot be dropped.
  'label staging',
  'reset minimal --seed 1 --dry-run',
  'reset minimal --seed 1 --confirm <address> --strategy transaction',
  'undo --confirm <address>',
  // A database with functions of others is made again by pg_dump only, and that of 15 is the one here.
  ...(version === 15
    ? ['reset minimal --seed 2 --confirm <address> --strategy rename', 'verify', 'undo --confirm <address>']
    : []),
  'history',
  'doctor',
];

it.each(servers)(
  'no command runs what others have put into public, on PostgreSQL $version',
  { timeout: 600_000 },
  async ({ version }) => {
    for (const { command, code, output } of await runUnderShadows(version, 'course', commands(version)))
      expect
        .soft({ command, code, output })
        .toEqual({ command, code: 0, output: expect.not.stringContaining('a shadow ran') });
  },
);
