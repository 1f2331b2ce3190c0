import type { MikroORM, Transaction } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { createHistory, historyRows, historyTable } from './migration-status.ts';
import { type Migration, MigrationRunner, MigrationStorage, Migrator } from './migrations-package.ts';
import { sessionSettings } from './session-settings.ts';

/** Where statements find nothing that others have put there. */
export const pinnedPath = sessionSettings.search_path;
/** Where those of users' own migrations find their tables, which the ORM writes without a schema. */
export const migrationPath = 'public, pg_temp';

/**
 * The ORM's migrator, whatever the search path of its connections: migrations run with `public` in it, and what the
 * ORM notes of them goes to its table by the table's full name.
 *
 * Registered as an ORM extension it serves `orm.migrator` and the `mikro-orm` program.
 */
export class SchemaMigrator extends Migrator {
  static override register(orm: MikroORM): void {
    orm.config.registerExtension('@mikro-orm/migrator', () => {
      // Each ORM that it is registered with is one of @mikro-orm/postgresql.
      return new SchemaMigrator(orm.em as unknown as SqlEntityManager);
    });
  }

  protected override createRunner(): Runner {
    return new Runner(this.driver, this.options, this.config);
  }

  protected override createStorage(): Storage {
    return new Storage(this.driver, this.options);
  }
}

class Runner extends MigrationRunner {
  #transaction: Transaction | undefined;

  override async run(
    migration: Migration,
    method: 'up' | 'down',
    afterRun?: (transaction?: Transaction) => Promise<void>,
  ): Promise<void> {
    await this.#setPath(migrationPath);
    await super.run(migration, method, async (transaction) => {
      await this.#setPath(pinnedPath);
      await afterRun?.(transaction);
    });
  }

  override setMasterMigration(transaction: Transaction): void {
    super.setMasterMigration(transaction);
    this.#transaction = transaction;
  }

  override unsetMasterMigration(): void {
    super.unsetMasterMigration();
    this.#transaction = undefined;
  }

  /** Until the end of the transaction; outside of one the session's own path holds. */
  async #setPath(path: string): Promise<void> {
    if (this.#transaction === undefined) return;
    await this.driver.execute(`set local search_path to ${path}`, [], 'run', this.#transaction);
  }
}

class Storage extends MigrationStorage {
  #transaction: Transaction | undefined;

  override async getExecutedMigrations() {
    await this.ensureTable();
    const rows = await this.driver.execute<{ id: number; name: string; executed_at: string }[]>(
      `select id, name, executed_at from ${historyRows} order by id`,
      [],
      'all',
      this.#transaction,
    );
    return rows.map((row) => ({ ...row, executed_at: new Date(row.executed_at) }));
  }

  override async ensureTable(): Promise<void> {
    const [table] = await this.driver.execute<{ exists: boolean }[]>(
      `select pg_catalog.to_regclass('${historyTable}') is not null as exists`,
      [],
      'all',
      this.#transaction,
    );
    if (table?.exists !== true) await this.driver.execute(createHistory, [], 'run', this.#transaction);
  }

  override async logMigration({ name }: { name: string }, transaction = this.#transaction): Promise<void> {
    await this.ensureTable();
    const values = [this.getMigrationName(name)];
    await this.driver.execute(`insert into ${historyTable} (name) values (?)`, values, 'run', transaction);
  }

  override async unlogMigration({ name }: { name: string }, transaction = this.#transaction): Promise<void> {
    const bare = this.getMigrationName(name);
    // As the ORM has it: other versions of it noted the file.
    const sql = `delete from ${historyTable} where name operator(pg_catalog.=) any (array[?, ?, ?]::varchar[])`;
    await this.driver.execute(sql, [bare, `${bare}.js`, `${bare}.ts`], 'run', transaction);
  }

  override setMasterMigration(transaction: Transaction): void {
    super.setMasterMigration(transaction);
    this.#transaction = transaction;
  }

  override unsetMasterMigration(): void {
    super.unsetMasterMigration();
    this.#transaction = undefined;
  }
}
