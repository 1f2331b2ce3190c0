import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { compile, packed, run, unpack } from '../package/packing.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

// Both examples with the package beside them.
let tarball: Promise<string>;
beforeAll(() => {
  tarball = packed();
});

describe('examples/own-scenarios', () => {
  const app = temporaryFolder();
  let program: string;

  beforeAll(async () => {
    cpSync(join(checkout, 'examples', 'own-scenarios'), app, { recursive: true });
    program = join(await unpack(await tarball, app), 'bin', 'seedbed.js');
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
      DEFAULT_NOW,
    ]);
    expect(rows).toEqual([{ late: 0 }]);
  });
});

describe('examples/own-domain, on the embedded PostgreSQL', () => {
  const app = temporaryProject();
  let program: string;

  beforeAll(async () => {
    cpSync(join(checkout, 'examples', 'own-domain'), app, { recursive: true });
    program = join(await unpack(await tarball, app), 'bin', 'seedbed.js');
    for (const name of ['typescript', '@types/node']) {
      symlinkSync(join(checkout, 'node_modules', name), join(app, 'node_modules', name));
    }
  });

  const seedbed = (...parameters: string[]): Promise<string> => run(app, [program, ...parameters]);

  it('compiles', async () => {
    expect(await compile(app)).toBe('');
  });

  it('is migrated, taken down and migrated again, and agrees with its entities', async () => {
    expect(await seedbed('migrate', 'up')).toContain('Ran 1 migration');
    expect(await seedbed('migrate', 'down')).toContain('Reverted 1 migration');
    expect(await seedbed('migrate', 'up', '--domain', 'library')).toContain('Ran 1 migration');
    expect(await seedbed('migrate', 'check')).toContain('The database and the entities agree.');
  });

  it('has a migration made for what its entities say otherwise', async () => {
    expect(await seedbed('migrate', 'create', 'nothing')).toContain('Nothing to write');
    const path = join(app, 'entities.ts');
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, before.replace('title: p.string().length(255)', 'title: p.string().length(300)'));
    const [, file = ''] = / (migrations\/Migration\d{14}_long_titles\.ts): 1 statement up, 1 down/.exec(
      await seedbed('migrate', 'create', 'long_titles'),
    ) ?? [''];
    const written = readFileSync(join(app, file), 'utf8');
    expect(written).toMatch(/^import \{ Migration \} from 'seedbed';$/m);
    expect(written).toMatch(/alter table "book" alter column "title" type varchar\(300\)/);
    writeFileSync(path, before);
    rmSync(join(app, file));
    const refused = await seedbed('migrate', 'create', 'mine', '--domain', 'course').catch(
      ({ stderr }) => stderr,
    );
    expect(refused).toMatch(
      /^error: The migrations of 'course' are those of an installed package, in .*node_modules/m,
    );
  });

  it('is seeded, in a database of its name, and verified', async () => {
    const seeded: unknown = JSON.parse(await seedbed('seed', 'branch', '--set', 'rooms=2', '--json'));
    const planned: unknown = JSON.parse(
      await seedbed('plan', 'library/branch', '--set', 'rooms=2', '--json'),
    );
    expect(planned).toMatchObject({ domain: 'library', tables: { section: 8, author: 30, book: 48 } });
    // The plan counts the rows that are made.
    expect(seeded).toMatchObject({ rows: (planned as { total: number }).total });
    expect(JSON.parse(await seedbed('verify', '--all', '--json'))).toMatchObject({
      domain: 'library',
      checked: 38,
      violations: [],
    });
    const client = await connect(await embeddedServer({ directory: app }).url('library'));
    await client.query(`delete from book_author where book_id = (select id from book order by isbn limit 1)`);
    await client.end();
    const found = await seedbed('verify', '--json').catch(({ stdout }: { stdout: string }) => stdout);
    expect(JSON.parse(found)).toMatchObject({ violations: [{ rule: 'book_has_author', rows: 1 }] });
  });

  it('is reset and put back', async () => {
    expect(await seedbed('reset', 'shelf')).toMatch(
      /^Reset to 'library\/shelf': .* a new database took its place\n.*npx seedbed undo$/ms,
    );
    expect(await seedbed('undo')).toContain('library__before_');
    expect(await seedbed('db', 'url')).toMatch(/\/library$/m);
  });

  it('has factories that are in order, and rules', async () => {
    expect(await seedbed('lint')).toMatch(/^All well: tried 11 combinations/);
    expect(await seedbed('rules')).toContain('A copy is lent for at most 56 days.');
  });

  it('passes its tests', async () => {
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=60000'];
    expect(await run(app, vitest, { NO_COLOR: '1' })).toMatch(/Tests +6 passed \(6\)/);
  });
});
