import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { globalSetup: 'seedbed/vitest/setup', reporters: ['default', 'seedbed/vitest/reporter'] },
});
