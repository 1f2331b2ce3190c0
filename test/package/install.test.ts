import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/project.ts';

it('packages that another checkout has are left alone, where they are of other versions', () => {
  const folder = temporaryFolder();
  const elsewhere = join(folder, 'elsewhere');
  const checkout = join(folder, 'checkout');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, '.package-lock.json'), JSON.stringify({ packages: {} }));
  for (const name of ['bin/install.js', 'package.json', 'package-lock.json'])
    cpSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), join(checkout, name));
  symlinkSync(elsewhere, join(checkout, 'node_modules'));
  const { status, stderr } = spawnSync(process.execPath, [join(checkout, 'bin/install.js')], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr: `error: ${join(checkout, 'node_modules')} is a link to packages of other versions: run npm ci where they are.\n`,
  });
  expect(existsSync(join(elsewhere, '.package-lock.json'))).toBe(true);
});
