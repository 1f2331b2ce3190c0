import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { compile, pack, run, unpack, writeConsumer } from './packing.ts';

describe('the package, beside what it depends on', () => {
  let app: string;
  let place: string;

  beforeAll(async () => {
    app = temporaryFolder();
    writeConsumer(app);
    place = await unpack(await pack(temporaryFolder()), app);
  });

  it('holds JavaScript with declarations and the program, but no sources and no tests', () => {
    const files = readdirSync(place, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
    expect(readdirSync(join(place, 'dist')).sort()).toEqual(['migrations', 'src']);
    expect(readdirSync(join(place, 'bin'))).toEqual(['seedbed.js']);
    expect(files).toContain('LICENSE');
  });

  it('lists scenarios and plans them without a database', async () => {
    const program = join(place, 'bin', 'seedbed.js');
    expect(await run(app, [program, 'scenarios'])).toContain('classroom');
    const planned: unknown = JSON.parse(await run(app, [program, 'plan', 'minimal', '--json']));
    expect(planned).toMatchObject({ scenario: 'minimal', total: 27 });
  });

  it('migrates and seeds a database', async () => {
    const { url, client } = await freshDatabase();
    const program = join(place, 'bin', 'seedbed.js');
    await run(app, [program, 'migrate', 'up'], { DATABASE_URL: url });
    expect(await run(app, [program, 'migrate', 'check'], { DATABASE_URL: url })).toContain('agree');
    await run(app, [program, 'seed', 'minimal'], { DATABASE_URL: url });
    const { rows } = await client.query('select count(*)::int as users from "user"');
    expect(rows).toEqual([{ users: 2 }]);
  });

  it('is imported by a strict TypeScript project', async () => {
    expect(await compile(app)).toBe('');
  });

  it('does from a program what it does from the command line', async () => {
    const { url } = await freshDatabase();
    const answer: unknown = JSON.parse(await run(app, ['consumer.ts', url]));
    expect(answer).toMatchObject({ refused: 'data_present' });
    expect(answer).toHaveProperty('rows', expect.any(Number));
    expect(answer).toHaveProperty('mail', expect.stringContaining('@example.'));
  });
});
