import { defineConfig } from 'vitest/config';
import LongestFirst from './test/support/longest-first.ts';

export default defineConfig({
  ssr: { resolve: { conditions: ['seedbed-source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**', 'test/fixtures/**'],
    globalSetup: 'test/support/servers.ts',
    isolate: false,
    setupFiles: 'test/support/own-modules.ts',
    // None takes so long: what hangs is ended.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
