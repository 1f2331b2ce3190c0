import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';

describe('.env of the project', () => {
  it('names the database, and the output says so without its password', async () => {
    const { url } = await freshDatabase({ template: 'course' });
    const cwd = temporaryProject();
    writeFileSync(join(cwd, '.env'), `# where the application is\nDATABASE_URL="${url}"\n`);
    const { code, stdout, stderr } = await seedbed(['seed', 'minimal'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Connect: {2}postgresql:\/\/.*\*\*\*@.*\(DATABASE_URL of \.env\)/);
    const below = join(cwd, 'packages');
    mkdirSync(below);
    expect((await seedbed(['verify'], { cwd: below })).code).toBe(0);
  });

  it('gives way to what the environment has, if only nothing', async () => {
    const cwd = temporaryProject();
    writeFileSync(join(cwd, '.env'), 'DATABASE_URL=postgresql://ada:secret@db.example.org/course\n');
    const status = (DATABASE_URL?: string) =>
      seedbed(['db', 'status'], { cwd, ...(DATABASE_URL !== undefined && { env: { DATABASE_URL } }) });
    expect((await status()).stdout).toContain(
      'DATABASE_URL of .env is set and replaces the embedded server.\n  url       postgresql://ada:***@db.example.org/course',
    );
    expect((await status('postgresql://grace:secret@localhost/course')).stdout).toContain(
      'DATABASE_URL is set and replaces the embedded server.\n  url       postgresql://grace:***@localhost/course',
    );
    expect((await status('')).stdout).toBe(
      'There is no embedded PostgreSQL here yet. `seedbed db start` makes one.\n',
    );
  });

  it('is named by the hint where its url does not lead to a database', async () => {
    const cwd = temporaryProject();
    writeFileSync(join(cwd, '.env'), 'DATABASE_URL=postgresql//ada:secret@localhost/course\n');
    const { code, stderr } = await seedbed(['verify'], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('DATABASE_URL of .env') });
    expect(stderr).not.toContain('secret');
  });

  it('may be a folder, which is nothing to it', async () => {
    const cwd = temporaryProject();
    mkdirSync(join(cwd, '.env'));
    expect(await seedbed(['db', 'status'], { cwd })).toMatchObject({ code: 0, stderr: '' });
  });
});
