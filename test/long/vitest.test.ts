import { describe, expect, test } from 'vitest';
import { embeddedServer } from '../../src/database/server.ts';
import { servers } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';
import { row } from '../support/running-server.ts';
import { placeForSuites } from '../vitest/leftovers.ts';
import { startVitest } from '../vitest/project.ts';

describe.each(servers)('suites with seedbed/vitest on PostgreSQL $version', ({ version }) => {
  test('leave what is kept, and the next run not even that', async () => {
    const place = await placeForSuites(version);
    const files = ['passing', 'failing', 'leaking', 'crashing'];
    const { output } = await startVitest(place, ...files).finished;
    expect(output).toMatch(/Tests {2}4 failed \| 13 passed \| 1 expected fail/);
    const kept = [...output.matchAll(/database: .*\/(\S+), kept until/g)].map(([, name]) => name ?? '');
    expect(kept).toHaveLength(2);
    await place.onlyLeft(kept);
    await startVitest(place, 'quick').finished;
    await place.onlyLeft([]);
    await place.end();
  });

  test.each(['--pool=threads', '--no-isolate', '--no-file-parallelism'])(
    'pass, and leave nothing, with %s',
    async (option) => {
      const place = await placeForSuites(version);
      const { code, output } = await startVitest(place, 'passing', 'quick', option).finished;
      expect(code, output).toBe(0);
      await place.onlyLeft([]);
      await place.end();
    },
  );
});

test('suites that begin at the same time on an embedded PostgreSQL that there is not yet leave nothing', async () => {
  const cwd = temporaryProject();
  const runs = [1, 2].map((shard) => startVitest({ cwd }, 'passing', 'quick', `--shard=${shard}/2`).finished);
  for (const { code, output } of await Promise.all(runs)) expect(code, output).toBe(0);
  const server = embeddedServer({ directory: cwd });
  expect(await row(server, `select datname from pg_database where datname ~ '^seedbed_(clone|wip)'`)).toEqual(
    {},
  );
});
