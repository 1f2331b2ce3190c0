import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { testFiles } from './test/support/projects.ts';

export const resolve = { conditions: ['seedbed-source'] };

/** How test files run, whatever they need. */
export const running = {
  isolate: false,
  setupFiles: 'test/support/own-modules.ts',
  // None takes so long: what hangs is ended.
  testTimeout: 300_000,
  hookTimeout: 300_000,
};

/** One worker more than processors: tests wait for servers and programs a quarter of the time. */
export const servers = { globalSetup: 'test/support/servers.ts', maxWorkers: availableParallelism() + 1 };

/** `npm test -- --project unit` needs no server. */
export default defineConfig({
  test: {
    ...servers,
    projects: Object.entries(testFiles()).map(([name, include]) => ({
      ssr: { resolve },
      test: { ...running, name, include, provide: { versions: [18] } },
    })),
  },
});
