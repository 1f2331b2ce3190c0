import { describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { boardroom, practice } from '../../src/domains.ts';
import { lintCases } from '../../src/lint.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { readDataset } from '../support/dataset.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryFolder();
const tried = lintCases(practice).length;

const lint = (url: string, ...parameters: string[]) =>
  seedbed(['lint', ...parameters], { cwd, env: { DATABASE_URL: url } });

describe('seedbed lint', () => {
  it('says that all is well beside rows that are there, and leaves none, on the embedded PostgreSQL too', async () => {
    const project = temporaryProject();
    expect(await seedbed(['seed', 'practice/minimal'], { cwd: project })).toMatchObject({ code: 0 });
    const client = await connect(await embeddedServer({ directory: project }).url('practice'));
    const before = await readDataset(client, practice);
    expect(await seedbed(['lint', '--domain', 'practice'], { cwd: project })).toEqual({
      code: 0,
      stdout: `All well: tried ${tried} combinations of factories and traits, and rolled them back.\n`,
      stderr: '',
    });
    expect(await readDataset(client, practice)).toEqual(before);
    await client.end();
  });

  it('names what the database refuses, and exits with 1', async () => {
    const { url, client } = await freshDatabase({ template: 'boardroom' });
    await client.query(`alter table users add constraint users_local check (is_active or is_verified)`);
    const all = lintCases(boardroom).length;
    const { code, stdout, stderr } = await lint(url);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^1 of ${all} combinations`));
    expect(stdout).toMatch(
      /^ {2}user\.inactive\(\) +users_local +.*violates check constraint "users_local"/m,
    );

    const json = await lint(url, '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      domain: 'boardroom',
      tried: all,
      findings: [{ name: 'user.inactive()', factory: 'user', traits: ['inactive'], rule: 'users_local' }],
    });
  });

  it('refuses a database without the tables', async () => {
    const { url } = await freshDatabase();
    expectRefusal(await lint(url), {
      code: 3,
      problem: /none of the tables of 'course'/,
      hint: /seedbed migrate up/,
    });
  });
});
