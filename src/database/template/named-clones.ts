import pg from 'pg';
import { SeedbedError } from '../../errors/error.ts';
import { shownName } from '../../errors/shown.ts';
import { lockOf } from '../advisory-lock.ts';
import type { MarkedDatabase } from '../marked/databases.ts';
import type { AdminConnection } from './admin-connection.ts';
import type { Databases } from './databases.ts';

const { escapeIdentifier: quoted } = pg;

/** Clones by their names, whichever process has made them. */
export class NamedClones {
  readonly #admin: AdminConnection;
  readonly #databases: Databases;
  readonly #nextName: () => string;

  /** @param nextName names a clone of this process */
  constructor(admin: AdminConnection, databases: Databases, nextName: () => string) {
    this.#admin = admin;
    this.#databases = databases;
    this.#nextName = nextName;
  }

  /**
   * Drops one, with the sessions in it. Resolves to whether it was there.
   *
   * @throws `database_not_ours`
   */
  async drop(name: string): Promise<boolean> {
    if (!(await this.#find(name))) return false;
    await this.#databases.remove(name);
    return true;
  }

  /**
   * Puts another copy of its template in its place. Its sessions are ended. After a failure it is as it was.
   *
   * @throws `test_database_missing`, `database_not_ours`, `template_missing`
   */
  async reset(name: string): Promise<void> {
    const found = await this.#find(name);
    if (!found)
      throw new SeedbedError('test_database_missing', {
        message: `There is no test database '${shownName(name)}'.`,
        details: { database: name },
      });
    const next = this.#nextName();
    await this.#copyTemplate(found, next);
    try {
      await this.#swap(name, next);
    } finally {
      await this.#databases.remove(next);
    }
  }

  async #find(name: string): Promise<MarkedDatabase | undefined> {
    const found = (await this.#databases.clones()).find((clone) => clone.name === name);
    if (found) return found;
    const others = await this.#admin.query('select from pg_database where datname = $1', [name]);
    if (others.length === 0) return undefined;
    throw new SeedbedError('database_not_ours', {
      message: `The database '${shownName(name)}' is no test database that seedbed has made for this role.`,
      hint: 'Give the name of one that `seedbed test-db create` has printed.',
      details: { database: name },
    });
  }

  /** Copies the template of a clone once more. */
  async #copyTemplate({ name, mark }: MarkedDatabase, next: string): Promise<void> {
    const template = mark.about ?? '';
    // From here on no process drops it.
    await this.#admin.lock('pg_advisory_lock_shared', lockOf('use', template));
    const templates = await this.#databases.templates();
    if (!templates.some((one) => one.name === template))
      throw new SeedbedError('template_missing', {
        message: `The template that '${shownName(name)}' was copied from is gone, so it cannot be reset.`,
        details: { database: name },
      });
    await this.#databases.create(next, template, 'clone');
  }

  /** Exchanges the names of two databases. A process that is killed here leaves the first one closed until it is reset again. */
  async #swap(name: string, next: string): Promise<void> {
    const between = this.#nextName();
    const rename = (from: string, to: string) => `alter database ${quoted(from)} rename to ${quoted(to)}`;
    const allow = (whether: boolean) => `alter database ${quoted(name)} allow_connections ${whether}`;
    await this.#admin.query(allow(false));
    try {
      await this.#admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = $1 and backend_type = 'client backend'`,
        [name],
      );
      // Several statements in one message are one transaction: at no time is there none of that name.
      await this.#admin.query([rename(name, between), rename(next, name), rename(between, next)].join('; '));
    } catch (error) {
      await this.#admin.query(allow(true));
      throw error;
    }
  }
}
