import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, packed, run, unpack } from '../package/packing.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

describe('examples/own-tests, with the package beside it', () => {
  const app = temporaryFolder();

  beforeAll(async () => {
    cpSync(fileURLToPath(new URL('../../examples/own-tests', import.meta.url)), app, { recursive: true });
    await unpack(await packed(), app);
    for (const name of ['typescript', '@types/node']) {
      symlinkSync(join(modules, name), join(app, 'node_modules', name));
    }
  });

  it('compiles', async () => {
    expect(await compile(app)).toBe('');
  });

  it('passes its tests', async () => {
    const { url } = await freshDatabase();
    const env = { DATABASE_TEST_URL: url, NO_COLOR: '1' };
    expect(await run(app, ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=60000'], env)).toMatch(
      /Tests +7 passed \(7\)/,
    );
  });
});
