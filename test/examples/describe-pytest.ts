import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { packed, unpack } from '../package/packing.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { until } from '../support/until.ts';

const example = fileURLToPath(new URL('../../examples/pytest', import.meta.url));

/** A test that waits until it is killed. */
const ENDLESS = `
import pathlib, time

def test_endless(connection):
    pathlib.Path("connected").touch()
    time.sleep(3600)
`;

/** Drivers that the example takes, the first that is there with pytest: the system's Python may not be the first one. */
const found = ['python3', '/usr/bin/python3'].flatMap((python) =>
  ['psycopg', 'psycopg2'].filter((driver) => has(python, driver)).map((driver) => ({ python, driver })),
);

function has(python: string, driver: string): boolean {
  try {
    execFileSync(python, ['-c', `import pytest, ${driver}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** @param drivers how many of those that are there are tried */
export function describePytest(drivers?: number): void {
  describe.skipIf(found.length === 0)('examples/pytest, which takes Python 3, pytest and psycopg', () => {
    let app: string;
    /** A folder that hides it. */
    let withoutPsycopg: string;
    let database: FreshDatabase;

    beforeAll(async () => {
      app = temporaryFolder();
      cpSync(example, app, { recursive: true });
      writeFileSync(join(app, 'package.json'), '{}');
      const place = await unpack(await packed(), app);
      mkdirSync(join(app, 'node_modules', '.bin'));
      symlinkSync(join(place, 'bin', 'seedbed.js'), join(app, 'node_modules', '.bin', 'seedbed'));
      withoutPsycopg = temporaryFolder();
      writeFileSync(join(withoutPsycopg, 'psycopg.py'), 'raise ImportError');
      database = await freshDatabase();
    });

    /** Starts it in a process group of its own, as a shell does. */
    function startPytest({ python, driver }: (typeof found)[number], file: string) {
      const { DATABASE_URL: _, ...env } = process.env;
      const child = spawn(python, ['-m', 'pytest', '-s', '-p', 'no:cacheprovider', file], {
        cwd: app,
        detached: true,
        env: {
          ...env,
          DATABASE_TEST_URL: database.url,
          PYTHONDONTWRITEBYTECODE: '1',
          ...(driver === 'psycopg2' && { PYTHONPATH: withoutPsycopg }),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      return { child, printed: text(child.stdout) };
    }

    const clones = async (): Promise<readonly string[]> => {
      const { rows } = await database.client.query<{ name: string }>(
        `select datname as name from pg_database
          where datname ~ ('^seedbed_clone_' || left(encode(sha256(current_database()::text::bytea), 'hex'), 8))`,
      );
      return rows.map(({ name }) => name);
    };

    it.each(found.slice(0, drivers))(
      'passes its tests with $driver of $python, and leaves nothing',
      async (one) => {
        expect(await startPytest(one, 'test_members.py').printed).toMatch(/=+ 5 passed in/);
        expect(await clones()).toEqual([]);
      },
    );

    it('leaves nothing when it was killed, for longer than the next run', async () => {
      const [one] = found;
      if (!one) throw new TypeError('then it is skipped');
      writeFileSync(join(app, 'test_endless.py'), ENDLESS);
      const { child } = startPytest(one, 'test_endless.py');
      await until(() => existsSync(join(app, 'connected')));
      const left = await clones();
      expect(left).toHaveLength(1);
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await once(child, 'exit');
      expect(await startPytest(one, 'test_members.py').printed).toMatch(/=+ 5 passed in/);
      await until(async () => (await clones()).length === 0);
    });
  });
}
