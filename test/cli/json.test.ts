import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureDocument } from '../../src/json.ts';
import { seedbed, seedbedInNode } from '../support/cli.ts';
import { temporaryProject } from '../support/project.ts';
import { documentOf } from './documents.ts';

const cwd = temporaryProject();

describe('--json', () => {
  it('prints a document of its shape', async () => {
    expect(await documentOf(cwd, 'db status')).toMatchObject({ state: 'absent' });
    await documentOf(cwd, 'scenarios');
    await documentOf(cwd, 'plan');
    await documentOf(cwd, 'plan', 'classroom');
    await documentOf(cwd, 'rules', '--domain', 'practice');
    await documentOf(cwd, 'manifest', 'minimal');
    await documentOf(cwd, 'seed', 'minimal', '--out', 'files');
    await documentOf(cwd, 'migrate sql', '--domain', 'practice');
    expect(await documentOf(cwd, 'db destroy')).toMatchObject({ destroyed: false });
  });

  it.each([
    ['an unknown scenario', ['seed', 'clasroom'], 2, 'unknown_scenario'],
    ['an unknown command', ['sed'], 2, 'wrong_usage'],
    ['an unknown option', ['seed', 'minimal', '--sed'], 2, 'wrong_usage'],
    ['a wrong value', ['seed', 'minimal', '--shard', '9/8'], 2, 'wrong_usage'],
    ['a server that is not there', ['verify'], 3, 'server_unreachable'],
  ])('tells of %s by one document', async (_, command, code, error) => {
    const env = { DATABASE_URL: 'postgresql://ada:secret@127.0.0.1:1/course?connect_timeout=1' };
    const told = await seedbedInNode([...command, '--json'], {
      cwd,
      env: { ...env, SEEDBED_CONNECT_RETRY: '0' },
    });
    expect(told).toMatchObject({ code, stderr: '' });
    expect(told.stdout).not.toContain('secret');
    expect(failureDocument.parse(JSON.parse(told.stdout)).error.code).toBe(error);
  });
});

describe('--quiet', () => {
  it('prints failures, and answers that were asked for', async () => {
    const quiet = (...command: string[]) => seedbed([...command, '--quiet'], { cwd });
    expect(await quiet('seed', 'minimal', '--database', 'quiet')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect((await quiet('plan', 'minimal')).stdout).toContain('course_member');
    expect(await quiet('seed', 'minimal', '--database', 'quiet')).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('already holds'),
    });
  });
});

describe('--config', () => {
  it('takes another configuration than that of the project', async () => {
    const project = temporaryProject();
    writeFileSync(join(project, 'seedbed.config.mjs'), 'throw new Error("not this one");\n');
    mkdirSync(join(project, 'other'));
    writeFileSync(join(project, 'other', 'mine.mjs'), 'export default {};\n');
    expect((await seedbed(['scenarios'], { cwd: project })).code).toBe(2);
    expect((await seedbed(['scenarios', '--config', 'other/mine.mjs'], { cwd: project })).code).toBe(0);
    expect(await seedbed(['scenarios', '--config', 'none.mjs'], { cwd: project })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('none.mjs'),
    });
  });
});
