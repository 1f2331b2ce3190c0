import { defineConfig } from 'vitest/config';
import shared from './vitest.config.ts';

/** What takes too long for `npm test`. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ['test/long/**/*.test.ts'],
    exclude: ['test/fixtures/**'],
    testTimeout: 1_800_000,
  },
});
