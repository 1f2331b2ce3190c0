import pg from 'pg';
import { afterEach, expect, it, vi } from 'vitest';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const cwd = temporaryFolder();
afterEach(() => vi.restoreAllMocks());

/** How many connections a command opens that ends well. */
async function connectionsOf(url: string, ...command: string[]): Promise<number> {
  const connect = vi.spyOn(pg.Client.prototype, 'connect');
  const { code, stderr } = await seedbed(command, { cwd, env: { DATABASE_URL: url } });
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
    ['lint'],
    ['label', 'staging'],
    ['history'],
  ];
  for (const command of commands) expect(await connectionsOf(url, ...command), command.join(' ')).toBe(1);
  expect(await connectionsOf(url, 'plan', 'minimal')).toBe(0);
});
