import { defineConfig } from 'vitest/config';
import { resolve, running, servers } from './vitest.config.ts';

/** What takes too long for `npm test`. */
export default defineConfig({
  ssr: { resolve },
  test: {
    ...running,
    ...servers,
    include: ['test/long/**/*.test.ts'],
    exclude: ['test/fixtures/**'],
    testTimeout: 1_800_000,
  },
});
