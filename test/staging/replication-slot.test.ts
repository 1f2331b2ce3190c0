import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { planReset } from '../../src/staging/plan.ts';
import { reset } from '../../src/staging/reset.ts';
import { undo } from '../../src/staging/undo.ts';
import { library, shelves } from '../domains/toy/library.ts';
import { startPlainServer } from '../support/plain-server.ts';
import { temporaryProject } from '../support/project.ts';

describe('a replication slot, which would go along with the old database', () => {
  const server = embeddedServer({ directory: temporaryProject() });
  const permission = { author: { by: 'ada' }, embedded: true } as const;
  const dataset = { seed: 1, now: DEFAULT_NOW };
  const reason = 'the replication slot "feed" is for it';
  let url: string;

  beforeAll(async () => {
    const { port } = await server.start();
    url = await server.ensureDatabase('slots');
    await migrations(library, url).up();
    await server.stop();
    // The embedded server has no slots.
    await startPlainServer(join(server.home, 'server', 'data'), { port, wal_level: 'logical' });
  });

  async function ask(sql: string) {
    const client = await connect(url);
    return await client.query(sql).finally(() => client.end());
  }
  const makeSlot = () => ask(`select pg_create_logical_replication_slot('feed', 'pgoutput')`);
  const dropSlot = () => ask(`select pg_drop_replication_slot('feed')`);
  const slots = async () => (await ask('select slot_name, database from pg_replication_slots')).rows;

  test('is a reason why not by renaming, in the dry run too', async () => {
    await makeSlot();
    for (const by of [planReset, reset]) {
      const forced = by(url, library, shelves, dataset, { ...permission, strategy: 'rename' });
      await expect(forced).rejects.toMatchObject({
        code: 'strategy_impossible',
        details: { reasons: [reason] },
      });
    }
    expect(await reset(url, library, shelves, dataset, permission)).toMatchObject({
      strategy: 'transaction',
      reasons: [reason],
    });
    expect(await slots()).toEqual([{ slot_name: 'feed', database: 'slots' }]);
    await dropSlot();
  });

  test('that is made while a reset is at work ends that, and is there as before; so for an undo', async () => {
    let making: Promise<unknown> | undefined;
    const late = reset(url, library, shelves, dataset, {
      ...permission,
      strategy: 'rename',
      onProgress: (step) => {
        if (step === 'writing rows') making ??= makeSlot();
      },
    });
    await expect(late).rejects.toMatchObject({ code: 'strategy_impossible', details: { reasons: [reason] } });
    await making;
    expect(await slots()).toEqual([{ slot_name: 'feed', database: 'slots' }]);
    await dropSlot();
    await reset(url, library, shelves, dataset, { ...permission, strategy: 'rename' });
    await makeSlot();
    await expect(undo(url, library, permission)).rejects.toMatchObject({
      code: 'strategy_impossible',
      details: { reasons: [reason] },
      hint: 'Change that, then try again. Nothing was changed.',
    });
    await dropSlot();
    await undo(url, library, permission);
  });
});
