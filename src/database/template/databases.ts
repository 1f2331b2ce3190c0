import pg from 'pg';
import { DatabaseCreationRefusedError } from '../../errors/database-creation-refused.ts';
import { isDatabaseError } from '../database-error.ts';
import type { Keeper } from './keeper.ts';

const { escapeIdentifier: quoted, escapeLiteral } = pg;

/** The databases of the test kit on a server. */
export class Databases {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** The names of all of them. */
  async names(): Promise<string[]> {
    const rows = await this.#keeper.query<{ name: string }>(
      `select datname as name from pg_database where datname like 'seedbed\\_%' order by datname`,
    );
    return rows.map(({ name }) => name);
  }

  async exists(name: string): Promise<boolean> {
    return (await this.#keeper.query('select from pg_database where datname = $1', [name])).length > 0;
  }

  /**
   * Copies a template.
   *
   * @param send takes the statement to the server
   * @throws DatabaseCreationRefusedError
   */
  async create(
    name: string,
    template: string,
    send: (sql: string) => Promise<unknown> = (sql) => this.#keeper.query(sql),
  ): Promise<void> {
    const { strategy } = this.#keeper.facts;
    try {
      await send(`create database ${quoted(name)} template ${quoted(template)} strategy ${strategy}`);
    } catch (error) {
      if (isDatabaseError(error) && error.code === '42501') throw new DatabaseCreationRefusedError(error);
      throw error;
    }
  }

  /** Seals a database, which gets its final name last: that proves it to be whole. */
  async seal(name: string, final: string, comment: string): Promise<void> {
    await this.#keeper.query(`comment on database ${quoted(name)} is ${escapeLiteral(comment)}`);
    await this.#keeper.query(`alter database ${quoted(name)} allow_connections false is_template true`);
    await this.#keeper.query(`alter database ${quoted(name)} rename to ${quoted(final)}`);
  }

  /** Drops one, sealed or not. Resolves to whether there was one. */
  async remove(name: string): Promise<boolean> {
    if (!(await this.exists(name))) return false;
    await this.#keeper.query(`alter database ${quoted(name)} is_template false`);
    await this.#keeper.query(`drop database ${quoted(name)} with (force)`);
    return true;
  }
}
