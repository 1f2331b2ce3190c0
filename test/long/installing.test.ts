import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, npm, pack, run, writeConsumer } from '../package/packing.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';

const install = async (app: string) =>
  await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', await pack(temporaryFolder())], app);

describe('the package, installed by npm into an empty folder', () => {
  let app: string;

  beforeAll(async () => {
    app = temporaryProject();
    writeConsumer(app);
    await install(app);
  });

  const seedbed = (...parameters: string[]) => run(app, ['node_modules/.bin/seedbed', ...parameters]);

  it('brings no toolchain along', () => {
    const lock: unknown = JSON.parse(readFileSync(join(app, 'package-lock.json'), 'utf8'));
    expect(lock).not.toHaveProperty(['packages', 'node_modules/node']);
    expect(lock).not.toHaveProperty(['packages', 'node_modules/typescript']);
  });

  it('seeds the embedded PostgreSQL', async () => {
    expect(await seedbed('scenarios')).toContain('classroom');
    expect(await seedbed('seed', 'minimal')).toContain("Seeded 'minimal': 27 rows");
    expect(await seedbed('migrate', 'check')).toContain('agree');
  });

  it('is imported by a strict TypeScript project', async () => {
    expect(await compile(app)).toBe('');
    await seedbed('migrate', 'status', '--database', 'another');
    const url = (await seedbed('db', 'url', '--database', 'another')).trim();
    expect(await run(app, ['consumer.ts', url])).toContain('data_present');
  });
});

it('examples/own-tests passes its tests, with what npm installs and the embedded PostgreSQL', async () => {
  const app = temporaryProject();
  cpSync(fileURLToPath(new URL('../../examples/own-tests', import.meta.url)), app, { recursive: true });
  await install(app);
  const printed = await run(app, ['node_modules/vitest/vitest.mjs', 'run'], { NO_COLOR: '1' });
  expect(printed).toMatch(/Tests +7 passed \(7\)/);
});
