import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryProject();
const socket = createServer();
let env: Record<string, string>;

beforeAll(async () => {
  env = { DATABASE_URL: (await freshDatabase({ template: 'course' })).url };
  writeFileSync(join(cwd, 'file'), '');
  mkdirSync(join(cwd, 'empty'));
  execFileSync('mkfifo', [join(cwd, 'pipe')]);
  symlinkSync('nowhere', join(cwd, 'dangling'));
  symlinkSync('circle', join(cwd, 'circle'));
  symlinkSync('file', join(cwd, 'link'));
  await new Promise<void>((resolve) => socket.listen(join(cwd, 'socket'), resolve));
});
afterAll(() => void socket.close());

/** What may be named where a folder is meant, and what is said of it; a link is told as what it leads to, or as a link. */
const things = [
  { path: '/dev/zero', told: 'is a device, not a folder' },
  { path: 'file', told: 'is a file, not a folder' },
  { path: 'file/below', told: 'is below what is no folder' },
  { path: 'pipe', told: 'is a pipe, not a folder' },
  { path: 'socket', told: 'is a socket, not a folder' },
  { path: 'link', told: /is a (file|symbolic link), not a folder/ },
  { path: 'circle', told: /symbolic link/ },
  { path: 'x'.repeat(300), told: /ENAMETOOLONG/ },
];
const unwritten = [
  { path: 'dangling', told: 'no manifest.json' },
  { path: 'empty', told: 'no manifest.json' },
  { path: '', told: 'no manifest.json' },
];
const few = things.filter(({ path }) => ['/dev/zero', 'circle'].includes(path));

/** Every command that takes a folder. */
const commands = [
  { before: ['load'], tried: [...things, ...unwritten] },
  { before: ['migrate', 'restore'], tried: [...few, ...unwritten] },
  { before: ['seed', 'minimal', '--out'], tried: few },
  { before: ['seed', 'minimal', '--shard', '1/2', '--out'], tried: few },
  { before: ['migrate', 'backup'], tried: few },
];

describe.each(commands)('a command that takes a folder, $before', ({ before, tried }) => {
  it.each(tried)('says what $path is', async ({ path, told }) => {
    const files = readdirSync(cwd);
    const result = await seedbed([...before, path], { cwd, env });
    expectRefusal(result, { code: 3, problem: told, hint: '' });
    expect(result.stderr).not.toMatch(/ENOTDIR|ELOOP|scandir/);
    expect(readdirSync(cwd)).toEqual(files);
  });
});
