import { afterAll, vi } from 'vitest';

// Test files share a process, which keeps the packages loaded. Modules of ours and the environment they have for themselves.
vi.resetModules();

const before = { ...process.env };
afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});
