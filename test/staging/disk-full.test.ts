import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { lectureHall } from '../../src/seeders/course/lecture-hall.ts';
import { reset } from '../../src/staging/reset.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';

const server = embeddedServer({ directory: temporaryProject() });
const disk = temporaryFolder();
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk]).status === 0;

afterAll(async () => {
  await server.destroy();
  if (mounted) execFileSync('umount', [disk]);
});

// On a server of its own: one that cannot write its data refuses everybody's checkpoints.
describe.runIf(mounted)('a reset on a disk without room', () => {
  const options = { author: { by: 'ada' }, embedded: true };
  const origin = { seed: 0, now: DEFAULT_NOW };

  test('is refused before it begins, or fails, and leaves everything as it was', async () => {
    await server.start();
    const maintenance = await connect(await server.url());
    const { rows } = await maintenance.query<{ data_directory: string }>('show data_directory');
    const { uid, gid } = statSync(rows[0]?.data_directory ?? '');
    chownSync(disk, uid, gid);
    await maintenance.query(`create tablespace small location '${disk}'`);
    await maintenance.query('create database course tablespace small');
    const url = await server.url('course');
    await migrations(course, url).up();
    const client = await connect(url);
    await client.query(`insert into "user" (given_name) values ('Ada')`);

    await expect(reset(url, course, lectureHall, origin, options)).rejects.toMatchObject({
      code: 'no_room',
      details: { free: expect.any(Number) },
    });
    const filler = join(disk, 'filler');
    for (const strategy of ['rename', 'transaction'] as const) {
      const refused = reset(url, course, classroom, origin, {
        ...options,
        strategy,
        // Somebody else needs what was free a moment ago.
        onProgress: (step) => {
          if (step === 'writing rows') fill(filler);
        },
      });
      await expect(refused).rejects.toMatchObject({ code: 'disk_full' });
      rmSync(filler);
      expect(await countRows(client, course)).toEqual({ user: 1 });
    }
    await client.end();
    // On a full disk no database can be dropped either: the next reset does it.
    expect(await reset(url, course, classroom, origin, options)).toMatchObject({ strategy: 'rename' });
    const databases = await maintenance.query(`select from pg_database where datname like '%seedbed_next'`);
    expect(databases.rowCount).toBe(0);
    await maintenance.end();
  });
});

function fill(path: string): void {
  try {
    writeFileSync(path, Buffer.alloc(64 * 2 ** 20));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
