import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_AT } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { compile, pack, run, unpack } from '../package/packing.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

describe('examples/own-scenarios, with the package beside it', () => {
  const app = temporaryFolder();
  let program: string;

  beforeAll(async () => {
    cpSync(fileURLToPath(new URL('../../examples/own-scenarios', import.meta.url)), app, { recursive: true });
    program = join(await unpack(await pack(temporaryFolder()), app), 'bin', 'seedbed.js');
  });

  it('compiles', async () => {
    expect(await compile(app)).toBe('');
  });

  it('lists its scenario beside the others, and plans it', async () => {
    expect(await run(app, [program, 'scenarios'])).toMatch(/^ {2}demo-day +course +A course for visitors/m);
    const planned: unknown = JSON.parse(
      await run(app, [program, 'plan', 'demo-day', '--json', '--set', 'students=30']),
    );
    expect(planned).toMatchObject({
      scenario: 'demo-day',
      domain: 'course',
      parameters: { students: 30 },
      tables: { user: 31, result: 30 },
    });
  });

  it('seeds it, by every rule, and nothing of it in the future', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    const printed = await run(app, [program, 'seed', 'demo-day'], { DATABASE_URL: url });
    expect(printed).toContain("Seeded 'demo-day': 70 rows");
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
    const { rows } = await client.query('select count(*)::int as late from result where created_at > $1', [
      DEFAULT_AT,
    ]);
    expect(rows).toEqual([{ late: 0 }]);
  });
});
