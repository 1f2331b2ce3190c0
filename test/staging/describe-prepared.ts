import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { migrations } from '../../src/database/migrate.ts';
import { embeddedServer } from '../../src/database/server.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { planReset } from '../../src/staging/plan.ts';
import { reset } from '../../src/staging/reset.ts';
import { undo } from '../../src/staging/undo.ts';
import { library, shelves } from '../domains/toy/library.ts';
import { temporaryProject } from '../support/project.ts';

/**
 * Tests that a prepared transaction is named.
 *
 * @param binaries of the server, where not of the embedded one
 */
export function describePrepared(version: 15 | 18, binaries?: string): void {
  describe(`a prepared transaction in the way on PostgreSQL ${version}`, () => {
    const server = embeddedServer({ directory: temporaryProject(), ...(binaries && { binaries }) });
    let url: string;

    beforeAll(async () => {
      await server.start();
      await server.stop();
      // A server has none unless it is told so.
      appendFileSync(
        join(server.home, 'server', 'data', 'postgresql.conf'),
        '\nmax_prepared_transactions = 4\n',
      );
      await server.start();
      url = await server.ensureDatabase('prepared');
      await migrations(library, url).up();
    });

    async function ask(sql: string) {
      const client = await connect(url);
      return await client.query(sql).finally(() => client.end());
    }
    const permission = { author: { by: 'ada' }, embedded: true } as const;
    const resetBy = (strategy?: 'rename' | 'transaction') =>
      reset(url, library, shelves, { seed: 1, now: DEFAULT_NOW }, { ...permission, strategy });
    const planBy = (strategy?: 'rename' | 'transaction') =>
      planReset(url, library, shelves, { seed: 1, now: DEFAULT_NOW }, { ...permission, strategy });

    const named = (gid: string, tables = '') =>
      expect.stringMatching(
        `^the transaction '${gid}' of the role "\\w+" is prepared in the database "prepared" since .* UTC ` +
          `\\(commit prepared '${gid}' or rollback prepared '${gid}', there\\)${tables}$`,
      );

    afterEach(async () => {
      const { rows } = await ask('select gid from pg_prepared_xacts');
      for (const { gid } of rows) await ask(`rollback prepared ${pg.escapeLiteral(gid)}`);
    });

    test.each([
      {
        what: 'that has written',
        sql: `insert into shelf (label, built_at) values ('x', now())`,
        gid: `it''s "mine"`,
        by: () => planBy('rename'),
      },
      {
        what: 'that has locked rows',
        sql: 'select from shelf for update',
        gid: 'reader',
        by: () => resetBy('transaction'),
      },
      {
        what: 'that changes a table',
        sql: 'alter table shelf add more text',
        gid: 'changer',
        by: () => resetBy('rename'),
      },
    ])('is named with what ends it, by the dry run or the reset: $what', async ({ sql, gid, by }) => {
      await ask(`begin; ${sql}; prepare transaction '${gid}'`);
      await expect(by()).rejects.toMatchObject({
        code: 'tables_in_use',
        details: { sessions: [], prepared: [named(gid, ': .*shelf.*')] },
        hint: expect.stringMatching(/^Commit or roll back what is prepared/),
      });
      await ask(`rollback prepared '${gid}'`);
      expect(await resetBy('transaction')).toMatchObject({ strategy: 'transaction' });
    });

    test('that has only read is a reason why not by renaming, and lets rows be replaced in place', async () => {
      await ask(`begin; select from shelf; prepare transaction 'report'`);
      for (const refused of [() => planBy('rename'), () => resetBy('rename')])
        await expect(refused()).rejects.toMatchObject({
          code: 'strategy_impossible',
          details: { reasons: [named('report')] },
        });
      expect(await planBy()).toMatchObject({ strategy: 'transaction', reasons: [named('report')] });
      expect(await resetBy()).toMatchObject({ strategy: 'transaction', reasons: [named('report')] });
      await ask(`rollback prepared 'report'`);
    });

    test('that is prepared while a reset is at work is named, as one in the way of an undo', async () => {
      let preparing: Promise<unknown> | undefined;
      const late = reset(
        url,
        library,
        shelves,
        { seed: 2, now: DEFAULT_NOW },
        {
          ...permission,
          strategy: 'rename',
          onProgress: (step) => {
            if (step === 'writing rows')
              preparing ??= ask(
                `begin; insert into shelf (label, built_at) values ('x', now()); prepare transaction 'late'`,
              );
          },
        },
      );
      await expect(late).rejects.toMatchObject({
        code: 'tables_in_use',
        details: { prepared: [named('late', ': .*shelf.*')] },
      });
      await preparing;
      await ask(`rollback prepared 'late'`);
      await resetBy('rename');
      await ask(`begin; select from shelf; prepare transaction 'report'`);
      await expect(undo(url, library, permission)).rejects.toMatchObject({
        code: 'strategy_impossible',
        details: { reasons: [named('report')] },
        hint: 'Change that, then try again. Nothing was changed.',
      });
      await ask(`rollback prepared 'report'`);
      await undo(url, library, permission);
    });
  });
}
