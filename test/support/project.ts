import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';

const projects: string[] = [];
const folders: string[] = [];

/** An empty folder, removed after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(inject('root'), 'folder-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** An empty project in a folder of its own. After the test file its embedded server and the folder are removed. */
export function temporaryProject({ mode = 0o755 }: { readonly mode?: number } = {}): string {
  const project = temporaryFolder();
  writeFileSync(join(project, 'package.json'), '{}');
  chmodSync(project, mode);
  projects.push(project);
  return project;
}

// At the top of the module: each test file gets its own copy of it, and of this hook.
afterAll(async () => {
  for (const directory of projects) await embeddedServer({ directory }).destroy();
  for (const folder of folders) rmSync(folder, { recursive: true });
});
