import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { course } from '../../src/domains.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { seedbed } from '../support/cli.ts';
import { temporaryFolder, temporaryProject } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const cwd = temporaryProject();
const server = embeddedServer({ directory: cwd });
const disk = temporaryFolder();
/** Enough for the empty tables, but not for a large classroom. */
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]).status === 0;

afterAll(async () => {
  await server.destroy();
  if (mounted) execFileSync('umount', [disk]);
});

// On a server of its own: one that cannot write its data refuses everybody's checkpoints.
describe.runIf(mounted)('seedbed seed on a full disk', () => {
  it('says so, and leaves the database as it was', async () => {
    await server.start();
    const maintenance = await connect(await server.url());
    const { rows } = await maintenance.query<{ data_directory: string }>('show data_directory');
    const { uid, gid } = statSync(rows[0]?.data_directory ?? '');
    chownSync(disk, uid, gid);
    await maintenance.query(`create tablespace small location '${disk}'`);
    await maintenance.query('create database course tablespace small');
    await maintenance.end();

    const large = ['students=200', 'weeks=16'];
    expectRefusal(await seedbed(['seed', 'classroom', '--set', ...large], { cwd }), {
      code: 3,
      problem: 'There is no space left on the disk.',
      hint: /No space left on device\n.*Free some space/,
    });
    const client = await connect(await server.url('course'));
    expect(await countRows(client, course)).toEqual({});
    await client.end();
  });
});
