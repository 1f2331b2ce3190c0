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

export const servers = { globalSetup: 'test/support/servers.ts', maxWorkers: 2 };

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
