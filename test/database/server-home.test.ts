import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledBinaries } from '../../src/database/server/binaries.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { seedbed } from '../support/cli.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { row } from '../support/running-server.ts';

/** A project of which no server is stopped afterwards. */
function bareProject(name = 'project'): string {
  const project = join(temporaryFolder(), name);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{}');
  return project;
}

describe('the folder of the embedded server is refused at once', () => {
  it.each<[string, (home: string, other: string) => void, string]>([
    ['a file', (home) => writeFileSync(home, ''), 'is a file, where'],
    ['a link to a folder', (home, other) => symlinkSync(other, home), 'is a symbolic link, where'],
    ['a dangling link', (home) => symlinkSync('/nowhere/at/all', home), 'is a symbolic link, where'],
    ['a link to itself', (home) => symlinkSync(home, home), 'is a symbolic link, where'],
    [
      'a folder of others',
      (home) => {
        mkdirSync(home);
        writeFileSync(join(home, 'thesis.doomed'), '');
      },
      'was not made by seedbed',
    ],
    [
      'with a link below it',
      (home, other) => {
        mkdirSync(home);
        symlinkSync(other, join(home, 'server'));
      },
      'server is a symbolic link, where',
    ],
  ])('where it is %s', async (_, make, problem) => {
    const project = bareProject();
    const other = join(temporaryFolder(), 'other');
    mkdirSync(other, { mode: 0o700 });
    writeFileSync(join(other, 'thesis.doomed'), '');
    make(join(project, '.seedbed'), other);
    const server = embeddedServer({ directory: project });
    const attempts = [
      () => server.start(),
      () => server.status(),
      () => server.url(),
      () => server.destroy(),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toThrow(problem);
    expect(readdirSync(other)).toEqual(['thesis.doomed']);
    expect(statSync(other).mode & 0o777).toBe(0o700);
    expect(lstatSync(join(project, '.seedbed'))).toBeDefined();
  });

  it('in the command, which says it in two lines', async () => {
    const project = bareProject();
    symlinkSync('/nowhere/at/all', join(project, '.seedbed'));
    const { code, stderr } = await seedbed(['seed', 'minimal'], { cwd: project });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^error: .*\.seedbed is a symbolic link, where seedbed has a folder of its own\.\n.+\n$/,
    );
  });
});

it('what others put into the folder stays, and a link there is removed without its target', async () => {
  const project = temporaryProject();
  const server = embeddedServer({ directory: project });
  await server.start();
  const other = temporaryFolder();
  writeFileSync(join(other, 'thesis'), '');
  writeFileSync(join(server.home, 'notes'), '');
  symlinkSync(other, join(server.home, 'x.wip'));
  await server.destroy();
  expect(readdirSync(server.home).sort()).toEqual(['.gitignore', 'notes']);
  expect(readdirSync(other)).toEqual(['thesis']);
  rmSync(server.home, { recursive: true });
});

describe('a project whose path means something to a shell', () => {
  it('works where the programs are elsewhere', async () => {
    const project = bareProject('a$b"c`d\\e');
    const server = embeddedServer({ directory: project });
    try {
      await server.start();
      expect(await row(server, 'select 1 as one')).toEqual({ one: 1 });
    } finally {
      await server.destroy();
    }
  });

  it('is refused with that reason where they are there too', async () => {
    const project = bareProject('a$b');
    const binaries = join(project, 'native', 'bin');
    cpSync(bundledBinaries(), binaries, { recursive: true });
    const server = embeddedServer({ directory: project, binaries });
    await expect(server.start()).rejects.toMatchObject({
      code: 'path_unusable',
      details: { path: binaries },
    });
    await server.destroy();
  });
});
