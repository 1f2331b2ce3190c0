import pg from 'pg';
import { ConnectionsLeakedError, type LeakedConnection } from '../errors/connections-leaked.ts';
import { lockOf } from './advisory-lock.ts';
import type { Ask } from './ask.ts';
import { cloneName, newMaker, wipName } from './marked/names.ts';
import { sweepDead } from './marked/sweep.ts';
import { isInUse } from './marked/unwatched.ts';
import { Backends } from './template/activity.ts';
import { AdminConnection } from './template/admin-connection.ts';
import { ClonePool } from './template/clone-pool.ts';
import { ClonedDatabase } from './template/cloned-database.ts';
import { Databases } from './template/databases.ts';
import type { Holder } from './template/holder.ts';
import { NamedClones } from './template/named-clones.ts';
import { type Recipe, templateName } from './template/names.ts';
import { KEPT_DAYS, superfluous } from './template/retention.ts';
import { Runs } from './template/runs.ts';
import { databaseOf, withDatabase } from './url.ts';

const { escapeIdentifier: quoted } = pg;

const open = new Map<string, Promise<Templates>>();

/**
 * Sealed databases that others are copied from, on the server of a maintenance database. A template's name is
 * the hash of what it is made from, and it gets that name when it is complete, so processes share it, and what is
 * half built is built again. A process that uses one holds an advisory lock until it ends.
 *
 * @example
 * const templates = await templatesOf('postgresql://localhost/postgres');
 * const name = await templates.ensure(recipe, (url) => fill(url));
 * const { url } = await templates.clone(name);
 *
 * @throws ConnectionFailedError, `server_too_old`
 */
export function templatesOf(maintenanceUrl: string): Promise<Templates> {
  const known = open.get(maintenanceUrl);
  if (known) return known;
  const forget = (): void => {
    open.delete(maintenanceUrl);
  };
  const opening = Templates.open(maintenanceUrl, forget);
  open.set(maintenanceUrl, opening);
  opening.catch(forget);
  return opening;
}

/** The templates of a maintenance database, and the clones that this process makes of them. */
export class Templates {
  readonly #url: string;
  readonly #admin: AdminConnection;
  readonly #databases: Databases;
  readonly #runs: Runs;
  readonly backends: Backends;
  readonly named: NamedClones;
  /** By this the databases of this process are known. */
  readonly #maker = newMaker();
  /** Those that this process uses. */
  readonly #used = new Map<string, Promise<void>>();
  #made = 0;
  readonly #pool: ClonePool<ClonedDatabase>;
  /** A process that held one lock of a template and waited for another might wait for ever. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(url: string, admin: AdminConnection) {
    this.#url = url;
    this.#admin = admin;
    this.#databases = new Databases(admin);
    this.#runs = new Runs(admin, this.#databases);
    this.backends = new Backends(admin);
    this.named = new NamedClones(admin, this.#databases, () => this.#nextName());
    this.#pool = new ClonePool(
      url,
      async (connection, template) => {
        const database = await this.#copy(template, (sql, values) => connection.send(sql, values));
        await database.connectAhead();
        return database;
      },
      (connection) => this.#runs.join(connection),
    );
  }

  static async open(url: string, onLost: () => void): Promise<Templates> {
    const templates = new Templates(url, await AdminConnection.open(url, onLost));
    // Shared, so that another process can go on holding it.
    await templates.#admin.lock('pg_advisory_lock_shared', lockOf('maker', templates.#maker));
    await templates.#runs.join(templates.#admin);
    await templates.#sweep();
    return templates;
  }

  /**
   * Finds the template, or makes it: of several processes one does, and the others wait for it. Resolves to its
   * name. Those that it takes the place of are dropped where no process uses them.
   *
   * @param build fills the empty database at `url`, and leaves no connection to it behind
   * @throws `database_creation_refused`, and what `build` throws: then nothing is left
   */
  async ensure(recipe: Recipe, build: (url: string) => Promise<void>): Promise<string> {
    const { place, version } = this.#admin.facts;
    const foundation = `${recipe.foundation} PostgreSQL ${version}`;
    const name = templateName({ ...recipe, foundation }, place);
    const known = this.#used.get(name);
    const finding = known ?? this.#inTurn(() => this.#find(name, recipe, build));
    this.#used.set(name, finding);
    await finding.catch((error: unknown) => {
      this.#used.delete(name);
      throw error;
    });
    return name;
  }

  /** Copies a template. The database is dropped by `drop`, or by the next process when this one has ended. */
  async clone(template: string): Promise<ClonedDatabase> {
    return await this.#copy(template);
  }

  /** As `clone`, but it is the holder's, and stays when this process has ended. */
  async cloneFor(holder: Holder, template: string): Promise<ClonedDatabase> {
    const holding = holder.take(this.#url, [lockOf('maker', this.#maker), lockOf('use', template)]);
    holding.catch(() => {}); // heard below: it starts while this process makes the copy
    const database = await this.#copy(template);
    try {
      await holding;
      await holder.keep(database.name);
    } catch (error) {
      await this.#databases.remove(database.name);
      throw error;
    }
    return database;
  }

  /** As `clone`, but a copy that is ready, where there is one: with a connection to it, too. */
  async take(template: string): Promise<ClonedDatabase> {
    return (await this.#pool.take(template)) ?? (await this.clone(template));
  }

  /**
   * Makes copies in the background for those who call `take` next: as many as are in use at the same time with the
   * one that was taken, and four at most. They are dropped by `dropPool`, or by the next process.
   */
  fillPool(template: string, taken: ClonedDatabase): void {
    this.#pool.fill(template, taken);
  }

  /** Drops the copies of a template that were not taken. */
  async dropPool(template: string): Promise<void> {
    for (const database of await this.#pool.clear(template)) await this.drop(database);
  }

  /**
   * Drops a clone.
   *
   * @throws ConnectionsLeakedError where a session is open, and stays for the five seconds that PostgreSQL
   * waits: they are cut off, and it is dropped all the same
   */
  async drop(database: ClonedDatabase): Promise<void> {
    const { name, url } = database;
    this.#pool.forget(database);
    await database.leave();
    try {
      await this.#admin.query(`drop database if exists ${quoted(name)}`);
    } catch (error) {
      if (!isInUse(error)) throw error;
      const leaked = await this.#admin.query<LeakedConnection & pg.QueryResultRow>(
        `select application_name as application, coalesce(query, '') as query
         from pg_stat_activity where datname = $1 and backend_type = 'client backend' order by backend_start`,
        [name],
      );
      await this.#admin.query(`drop database if exists ${quoted(name)} with (force)`);
      if (leaked.length > 0) throw new ConnectionsLeakedError(databaseOf(url), leaked);
    }
  }

  /**
   * Leaves a clone to be looked into when this process has ended, until the next run begins. Resolves to whether it
   * does: only within a run, so that the next run drops it.
   */
  async keep(database: ClonedDatabase): Promise<boolean> {
    this.#pool.forget(database);
    return await this.#runs.keep(database.name);
  }

  /** Begins a run of a test suite, and drops what was kept for those that have ended. */
  async beginRun(): Promise<void> {
    await this.#runs.begin(this.#maker);
  }

  /** Drops what has been kept for the run that this process has begun. */
  async forgetKept(): Promise<void> {
    await this.#runs.forget(this.#maker);
  }

  /** Drops what the processes of the run have left that were killed. What is kept stays. */
  async endRun(): Promise<void> {
    await this.#runs.othersGone(this.#maker);
    await this.#sweep({ wait: true });
  }

  /** Drops every template that no other process uses. Resolves to how many. */
  async dropTemplates(): Promise<number> {
    return await this.#inTurn(async () => {
      for (const name of this.#used.keys()) await this.dropPool(name);
      this.#used.clear();
      let dropped = 0;
      for (const { name } of await this.#databases.templates()) if (await this.#dropUnused(name)) dropped++;
      return dropped;
    });
  }

  /** Ends the connections, and with them all locks. */
  async close(): Promise<void> {
    for (const name of this.#used.keys())
      for (const database of await this.#pool.clear(name)) await database.leave();
    await this.#pool.close();
    await this.#admin.close();
  }

  async #find(name: string, recipe: Recipe, build: (url: string) => Promise<void>): Promise<void> {
    // From here on no process drops it.
    await this.#admin.lock('pg_advisory_lock_shared', lockOf('use', name));
    try {
      const found = await this.#databases.findTemplate(name);
      if (found) await this.#databases.noteUse(found);
      else await this.#buildAlone(name, recipe, build);
      await this.#dropSuperfluous(name);
    } catch (error) {
      await this.#admin.lock('pg_advisory_unlock_shared', lockOf('use', name));
      throw error;
    }
  }

  async #buildAlone(name: string, recipe: Recipe, build: (url: string) => Promise<void>): Promise<void> {
    const key = lockOf('build', name);
    await this.#admin.lock('pg_advisory_lock', key);
    try {
      if (!(await this.#databases.findTemplate(name))) await this.#build(name, recipe, build);
    } finally {
      await this.#admin.lock('pg_advisory_unlock', key);
    }
  }

  async #build(name: string, recipe: Recipe, build: (url: string) => Promise<void>): Promise<void> {
    const wip = wipName(this.#admin.facts.place, this.#maker, ++this.#made);
    await this.#databases.create(wip, 'template0', 'wip');
    try {
      await build(withDatabase(this.#url, wip));
      await this.#databases.seal(wip, name, `${recipe.domain}, ${recipe.dataset}`);
    } catch (error) {
      await this.#databases.remove(wip).catch(() => {}); // else the next one does
      throw error;
    }
  }

  async #copy(template: string, ask?: Ask): Promise<ClonedDatabase> {
    const name = this.#nextName();
    await this.#databases.create(name, template, 'clone', ask);
    return new ClonedDatabase(name, withDatabase(this.#url, name));
  }

  #nextName(): string {
    return cloneName(this.#admin.facts.place, this.#maker, ++this.#made);
  }

  /** Drops the templates that are not kept beside the current one. */
  async #dropSuperfluous(current: string): Promise<void> {
    const templates = await this.#databases.templates();
    for (const name of superfluous(templates, current, await this.#databases.daysAgo(KEPT_DAYS)))
      if (!this.#used.has(name)) await this.#dropUnused(name);
  }

  /** Resolves to whether it was dropped: not where another process uses it, or is about to. */
  async #dropUnused(name: string): Promise<boolean> {
    const key = lockOf('use', name);
    if (!(await this.#admin.lock('pg_try_advisory_lock', key))) return false;
    try {
      await this.#databases.remove(name);
      return true;
    } finally {
      await this.#admin.lock('pg_advisory_unlock', key);
    }
  }

  /** Drops what processes have left that have ended, unless it is kept, or a session is open in it. */
  async #sweep(options: { readonly wait?: boolean } = {}): Promise<void> {
    await sweepDead((sql, values) => this.#admin.query(sql, values), options);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return await turn;
  }
}
