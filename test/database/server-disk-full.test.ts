import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';

/** A small disk, where this process may mount one. */
const disk = mkdtempSync(join(tmpdir(), 'seedbed-disk-'));
const hasDisk = mount(disk);

afterAll(() => rmdirSync(disk));

describe.runIf(hasDisk)('without space on the disk', () => {
  afterAll(() => execFileSync('umount', [disk]));

  it('a first start says so and leaves nothing half made', async () => {
    const project = join(disk, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{}');
    const server = embeddedServer({ directory: project });
    await expect(server.start()).rejects.toMatchObject({ code: 'disk_full' });
    expect(readdirSync(server.home)).toEqual(['.gitignore']);
    expect(await server.status()).toMatchObject({ state: 'absent' });
    await server.destroy();
    expect(existsSync(server.home)).toBe(false);
  });
});

function mount(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=10m,mode=0755', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
