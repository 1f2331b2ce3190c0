import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { expect } from 'vitest';
import { procurement } from '../../../src/domains.ts';
import { minimal } from '../../../src/seeders/procurement/minimal.ts';
import { readBackup } from '../../../src/transfer/backup/manifest.ts';
import { migrateDownSafely, migrateUpSafely } from '../../../src/transfer/backup/migrate.ts';
import { restore } from '../../../src/transfer/backup/restore.ts';
import { backUp } from '../../../src/transfer/backup/write.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { temporaryFolder } from '../../support/project.ts';
import { startScript } from '../../support/script.ts';
import { until } from '../../support/until.ts';
import { seeded } from './seeded.ts';
import { contentsOf, structureOf } from './state.ts';

/** How often each hears of progress: the tables, the steps, and for `up` the tables that were there before. */
export const moments = { 'back up': 5, restore: 9, migrate: 6 } as const;
export type Work = keyof typeof moments;

interface Prepared extends FreshDatabase {
  /** A call in which `onProgress` is known. */
  readonly call: string;
  /** Does the same undisturbed, and looks at what came of it. */
  readonly complete: () => Promise<void>;
}

const stateOf = async (client: pg.Client) => ({
  contents: await contentsOf(client),
  structure: await structureOf(client, procurement),
});

/** Kills a process in the midst of its work, when it hears of progress for the n-th time. */
export async function killAt(work: Work, n: number): Promise<void> {
  const root = temporaryFolder();
  const { client, url, call, complete } = await prepare[work](join(root, 'backup'));
  const before = await stateOf(client);
  const child = startScript(
    `
    import { connect } from '$src/database/connect.ts';
    import { procurement } from '$src/domains.ts';
    import { migrateUpSafely } from '$src/transfer/backup/migrate.ts';
    import { restore } from '$src/transfer/backup/restore.ts';
    import { backUp } from '$src/transfer/backup/write.ts';
    const client = await connect(${JSON.stringify(url)});
    let heard = 0;
    const onProgress = () => {
      if (++heard === ${n}) process.kill(process.pid, 'SIGKILL');
    };
    await ${call};`,
    { cwd: root },
  );
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  const others = `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  await until(async () => (await client.query(others)).rowCount === 0);
  expect(await stateOf(client)).toEqual(before);
  await complete();
}

const prepare: Readonly<Record<Work, (folder: string) => Promise<Prepared>>> = {
  'back up': async (folder) => {
    const database = await seeded(procurement, minimal);
    return {
      ...database,
      call: `backUp(client, procurement, ${JSON.stringify(folder)}, { onProgress })`,
      complete: async () => {
        const parent = join(folder, '..');
        expect(readdirSync(parent)).toEqual([expect.stringMatching(/^backup\.incomplete-/)]);
        const { manifest } = await backUp(database.client, procurement, folder);
        expect(readdirSync(parent)).toEqual(['backup']);
        expect(await readBackup(folder)).toEqual(manifest);
      },
    };
  },
  restore: async (folder) => {
    const source = await seeded(procurement, minimal);
    await backUp(source.client, procurement, folder);
    const database = await freshDatabase();
    return {
      ...database,
      call: `restore(client, procurement, ${JSON.stringify(folder)}, { onProgress })`,
      complete: async () => {
        await restore(database.client, procurement, folder);
        expect(await contentsOf(database.client)).toEqual(await contentsOf(source.client));
      },
    };
  },
  migrate: async (backups) => {
    const database = await seeded(procurement, minimal);
    await migrateDownSafely(database.client, procurement, undefined);
    return {
      ...database,
      call: `migrateUpSafely(client, procurement, undefined, { backups: ${JSON.stringify(backups)}, onProgress })`,
      complete: async () => {
        const { names } = await migrateUpSafely(database.client, procurement, undefined, { backups });
        expect(names).toHaveLength(1);
        const { host, port, database: name = '' } = database.client;
        for (const made of readdirSync(join(backups, `${host}-${port}`, name))) {
          expect(made).toMatch(/^\d{8}T\d{9}$/);
          await readBackup(join(backups, `${host}-${port}`, name, made));
        }
      },
    };
  },
};
