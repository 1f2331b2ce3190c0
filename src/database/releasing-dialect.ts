import { type DatabaseConnection, PostgresDialect, type PostgresDialectConfig, PostgresDriver } from 'kysely';

/**
 * Kysely on a pool, which gets each connection back. Kysely itself keeps one that is lost before a transaction begins or
 * before it is rolled back, and a pool that is closed waits for it for ever.
 */
export class ReleasingDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): ReleasingDriver {
    return new ReleasingDriver(this.#config);
  }
}

type Acquired = Parameters<PostgresDriver['releaseConnection']>[0];

class ReleasingDriver extends PostgresDriver {
  /** Those that Kysely may give back once more. */
  readonly #released = new WeakSet<DatabaseConnection>();

  override async acquireConnection(
    ...options: Parameters<PostgresDriver['acquireConnection']>
  ): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection(...options);
    this.#released.delete(connection);
    return connection;
  }

  override async beginTransaction(...given: Parameters<PostgresDriver['beginTransaction']>): Promise<void> {
    try {
      await super.beginTransaction(...given);
    } catch (error) {
      const [connection] = given;
      await this.releaseConnection(connection);
      this.#released.add(connection);
      throw error;
    }
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Of a connection that is lost the server rolls back by itself; why the transaction failed is thrown anyway.
    await super.rollbackTransaction(connection).catch(() => {});
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    // Kysely gives back what it has acquired, by a type that it does not export.
    if (!this.#released.has(connection)) await super.releaseConnection(connection as Acquired);
  }
}
