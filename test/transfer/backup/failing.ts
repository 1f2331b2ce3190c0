import type pg from 'pg';
import { expect } from 'vitest';
import type { Domain } from '../../../src/domain.ts';
import {
  type MigrationResult,
  migrateDownSafely,
  migrateUpSafely,
  type SafeMigrationOptions,
} from '../../../src/transfer/backup/migrate.ts';
import { contentsOf, structureOf } from './state.ts';

/** A connection that counts its statements from when it is told to, and fails at one of them. */
class Failing {
  readonly client: pg.Client;
  statements = 0;
  #counts = false;

  constructor(client: pg.Client, failsAt: number) {
    const query = (...given: unknown[]) => {
      const fails = this.#counts && ++this.statements === failsAt;
      return fails ? client.query('select 1 / 0') : Reflect.apply(client.query, client, given);
    };
    this.client = new Proxy(client, {
      get: (_, key) => (key === 'query' ? query : Reflect.get(client, key, client)),
    });
  }

  count(): void {
    this.#counts = true;
  }
}

/**
 * Migrates a database, up as far as it goes or down by one or to `to`, again and again, each time failing at the next statement behind the backup, until it succeeds.
 * After each failure the database is as it was.
 *
 * @returns how many statements it took
 */
export async function failAtEach(
  client: pg.Client,
  domain: Domain,
  direction: 'up' | 'down',
  backups: string,
  to?: string,
): Promise<number> {
  const before = { contents: await contentsOf(client), structure: await structureOf(client, domain) };
  const run = (on: pg.Client, options: SafeMigrationOptions): Promise<MigrationResult> =>
    direction === 'up'
      ? migrateUpSafely(on, domain, undefined, options)
      : migrateDownSafely(on, domain, to, options);
  for (let failsAt = 1; ; failsAt++) {
    const failing = new Failing(client, failsAt);
    const attempt = run(failing.client, { backups, onBackup: () => failing.count() });
    const outcome = await attempt.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (outcome === undefined) return failing.statements;
    // Where it was a savepoint, the next statement is the one that is heard of.
    expect(outcome).toMatchObject({ message: expect.stringMatching(/division by zero|25P02/) });
    expect(client.getTransactionStatus()).toBe('I');
    const after = { contents: await contentsOf(client), structure: await structureOf(client, domain) };
    expect(after, `failed at statement ${failsAt}`).toEqual(before);
  }
}
