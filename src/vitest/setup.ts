// The package's entry `seedbed/vitest/setup`: vitest's global setup.

import type { TestProject } from 'vitest/node';
import { templatesOf } from '../database/template.ts';
import { testServer } from '../database/test-server.ts';

/**
 * Starts the embedded PostgreSQL where it is needed and not running, and drops the databases that an earlier run
 * has kept. At the end of the run it drops what killed workers have left; the server goes on running.
 *
 * @throws what starting and connecting throw
 * @example test: { globalSetup: 'seedbed/vitest/setup' }
 */
export default async function setUp(project: TestProject): Promise<void> {
  const { url } = await testServer();
  const templates = await templatesOf(url);
  await templates.beginRun();
  project.onTestsRerun(() => templates.forgetKept());
  // Vitest calls a teardown while workers are still about to end.
  project.vitest.onClose(() => templates.endRun());
}
