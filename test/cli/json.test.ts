import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { documents, failureDocument } from '../../src/json.ts';
import { seedbed } from '../support/cli.ts';
import { temporaryProject } from '../support/project.ts';

const seen = new Set<string>();
const cwd = temporaryProject();
// What `migrate create` writes into.
mkdirSync(join(cwd, 'migrations'));

/** Runs a command with `--json`: one document of its shape on standard output, and nothing else anywhere. */
async function documentOf(name: keyof typeof documents, ...parameters: readonly string[]): Promise<unknown> {
  const command = [...name.split(' '), ...parameters, '--json'];
  const { code, stdout } = await seedbed(command, { cwd });
  expect(code, `${command.join(' ')}: ${stdout}`).toBeLessThanOrEqual(1);
  seen.add(name);
  const schema: z.ZodType = documents[name];
  return schema.parse(JSON.parse(stdout));
}

describe('--json', () => {
  it('prints a document of its shape for each command', async () => {
    expect(await documentOf('db status')).toMatchObject({ state: 'absent' });
    expect(await documentOf('db start')).toMatchObject({ started: true, how: 'created' });
    await documentOf('db url');
    await documentOf('scenarios');
    await documentOf('plan');
    await documentOf('plan', 'classroom');
    await documentOf('rules', '--domain', 'practice');
    await documentOf('manifest', 'minimal');
    await documentOf('seed', 'minimal', '--out', 'files');
    expect(await documentOf('migrate up')).toMatchObject({ backup: null });
    await documentOf('migrate status');
    await documentOf('migrate history');
    expect(await documentOf('migrate check')).toEqual({ agrees: true, catalog: [], orm: [] });
    await documentOf('migrate sql', '--domain', 'practice');
    expect(await documentOf('migrate create', 'nothing', '--domain', 'practice')).toEqual({ written: null });
    await documentOf('load', 'files');
    await documentOf('verify');
    await documentOf('doctor');
    await documentOf('reset', 'minimal', '--dry-run');
    await documentOf('reset', 'minimal', '--seed', '2');
    await documentOf('history');
    await documentOf('undo');
    await documentOf('migrate backup', 'kept');
    await documentOf('migrate restore', 'kept', '--database', 'second');
    await documentOf('seed', 'minimal', '--database', 'third');
    await documentOf('label', 'review');
    await documentOf('lint', '--domain', 'practice', '--database', 'practice');
    expect(await documentOf('migrate down')).toMatchObject({ migrations: [expect.any(String)] });
    await documentOf('start');
    await documentOf('db stop');
    await documentOf('db destroy', '--yes');
    expect([...seen].sort()).toEqual(Object.keys(documents).sort());
  });

  it.each([
    ['an unknown scenario', ['seed', 'clasroom'], 2, 'unknown_scenario'],
    ['an unknown command', ['sed'], 2, 'wrong_usage'],
    ['an unknown option', ['seed', 'minimal', '--sed'], 2, 'wrong_usage'],
    ['a wrong value', ['seed', 'minimal', '--shard', '9/8'], 2, 'wrong_usage'],
    ['a server that is not there', ['verify'], 3, 'server_unreachable'],
  ])('tells of %s by one document', async (_, command, code, error) => {
    const env = { DATABASE_URL: 'postgresql://ada:secret@127.0.0.1:1/course?connect_timeout=1' };
    const told = await seedbed([...command, '--json'], { cwd, env: { ...env, SEEDBED_CONNECT_RETRY: '0' } });
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
