import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, packed, run, unpack } from '../package/packing.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

describe('with the package beside it', () => {
  let tarball: string;
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    tarball = await packed();
    env = { DATABASE_TEST_URL: (await freshDatabase()).url, NO_COLOR: '1' };
  });

  /** Copies an example, with the package and others from what the checkout has installed. */
  async function example(name: string, ...others: readonly string[]): Promise<string> {
    const app = temporaryFolder();
    cpSync(join(checkout, 'examples', name), app, { recursive: true });
    await unpack(tarball, app);
    for (const other of others) {
      const place = join(app, 'node_modules', other);
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(join(checkout, 'node_modules', other), place);
    }
    return app;
  }

  it('examples/http-app compiles, and passes its tests', async () => {
    const app = await example('http-app', 'hono', 'typescript', '@types/node');
    expect(await compile(app)).toBe('');
    expect(await run(app, ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=60000'], env)).toMatch(
      /Tests +5 passed \(5\)/,
    );
  });

  it('examples/other-frameworks passes its tests in jest', async () => {
    const app = await example('other-frameworks', 'jest');
    const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];
    const printed = await run(app, [...jest, '--json', '--cacheDirectory=cache', '--testTimeout=60000'], env);
    expect(JSON.parse(printed)).toMatchObject({ numPassedTests: 2, numTotalTests: 2, success: true });
  });

  it('examples/other-frameworks passes its tests in node:test', async () => {
    const app = await example('other-frameworks');
    const printed = await run(app, ['--test', '--test-reporter=tap', 'node/members.test.js'], env);
    expect(printed).toMatch(/^# pass 2$/m);
    expect(printed).toMatch(/^# fail 0$/m);
  });
});
