import { defineConfig } from 'vitest/config';
import { testFilesOfServers } from './test/support/projects.ts';
import { older } from './test/support/versions.ts';
import { resolve, running, servers } from './vitest.config.ts';

const project = (name: string, include: string[], versions: readonly (15 | 18)[]) => ({
  ssr: { resolve },
  test: { ...running, testTimeout: 1_800_000, name, include, provide: { versions } },
});

/** What takes too long for `npm test`, and on the older PostgreSQL what `npm test` runs on 18 only. */
export default defineConfig({
  test: {
    ...servers,
    projects: [
      project('long', ['test/long/**/*.test.ts'], [18, ...older]),
      project('older', older.length > 0 ? testFilesOfServers() : [], older),
    ],
  },
});
