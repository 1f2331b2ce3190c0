import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';

const made: string[] = [];

/** An empty project in a folder of its own. After the test file its embedded server and the folder are removed. */
export function temporaryProject({ mode = 0o755 }: { readonly mode?: number } = {}): string {
  const project = mkdtempSync(join(tmpdir(), 'seedbed-project-'));
  writeFileSync(join(project, 'package.json'), '{}');
  chmodSync(project, mode);
  made.push(project);
  return project;
}

// At the top of the module: each test file gets its own copy of it, and of this hook.
afterAll(async () => {
  for (const directory of made) {
    await embeddedServer({ directory }).destroy();
    rmSync(directory, { recursive: true });
  }
});
