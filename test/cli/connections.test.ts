import pg from 'pg';
import { afterEach, expect, it, vi } from 'vitest';
import { addressOf } from '../../src/staging/address.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const cwd = temporaryFolder();
afterEach(() => vi.restoreAllMocks());

/** How many connections a command opens that ends well. */
async function connectionsOf(url: string, ...command: string[]): Promise<number> {
  const connect = vi.spyOn(pg.Client.prototype, 'connect');
  // In a folder of its own: `init` writes a configuration.
  const place = { cwd: temporaryFolder(), env: { DATABASE_URL: url } };
  const { code, stderr } = await seedbed(command, place);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const { length } = connect.mock.calls;
  connect.mockRestore();
  return length;
}

it('a command opens one connection to the database that it is about', async () => {
  const { url } = await freshDatabase();
  const commands = [
    ['migrate', 'up'],
    ['migrate', 'status'],
    ['seed', 'minimal', '--dry-run'],
    ['seed', 'minimal'],
    ['verify'],
    ['label', 'staging'],
    ['history'],
    ['init'],
  ];
  for (const command of commands) expect(await connectionsOf(url, ...command), command.join(' ')).toBe(1);
  expect(await connectionsOf(url, 'plan', 'minimal')).toBe(0);
  // It has the fewest factories to be tried.
  const practice = await freshDatabase({ template: 'practice' });
  expect(await connectionsOf(practice.url, 'lint', '--domain', 'practice')).toBe(1);
});

it('a command that makes a further database opens one to each, and the others only that it cannot do without', async () => {
  const { url, client } = await freshDatabase({ template: 'course' });
  const confirm = ['--confirm', addressOf(client)];
  // One that a reset could not disconnect otherwise.
  await client.end();
  await seedbed(['label', 'staging'], { cwd, env: { DATABASE_URL: url } });
  const commands = [
    // Its own, and to the scratch database.
    { command: ['migrate', 'check'], connections: 2 },
    // Drift is looked for by another one than all else, which it may not end.
    { command: ['doctor'], connections: 3 },
    { command: ['reset', 'minimal', '--strategy', 'transaction', ...confirm], connections: 3 },
    // To look, to the old and the new database, to the maintenance database twice, and two of migrations.
    { command: ['reset', 'minimal', ...confirm], connections: 7 },
    // To look, to the database and the backup, and to the maintenance database twice.
    { command: ['undo', ...confirm], connections: 5 },
  ];
  const counted = [];
  for (const { command } of commands)
    counted.push({ command, connections: await connectionsOf(url, ...command) });
  expect(counted).toEqual(commands);
});
