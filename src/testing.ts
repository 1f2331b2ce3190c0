import { TEST_TIMEOUT_MS } from './database/timeouts.ts';
import { hasCode } from './errors/error.ts';
// The package's entry `seedbed/testing`: a real, seeded database for a test, whatever framework runs it.

import type { EntityManager, MikroORM, Options } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { type Bound, bind } from './bind.ts';
import { keepAliveFor } from './database/keep-alive.ts';
import { leavePool, openPool } from './database/pool.ts';
import { connectionSettings } from './database/settings.ts';
import { templatesOf } from './database/template.ts';
import { testServer } from './database/test-server.ts';
import type { Domain, ScenarioNameOf } from './domain.ts';
import type { Place, SharedDatabase } from './testing/shared-database.ts';
import { projectStructure, readStructure } from './testing/structure.ts';
import { Template, type TemplateOptions } from './testing/template.ts';

export { type LintCase, lintCases } from './lint.ts';
export type { Template, TemplateOptions };

/** What lets any configuration of MikroORM work in the database of a test. */
export type OrmOptions = Pick<Options, 'dbName' | 'driverOptions' | 'ensureDatabase'>;

/** A test's place in a database that it shares with others, none of whom sees what it does. */
export interface TestTransaction<D extends Domain = Domain> {
  /** The one connection, in a transaction; begin, commit and rollback on it are those of a savepoint. */
  readonly client: pg.ClientBase;
  /** A MikroORM on that connection, for the application. */
  readonly orm: MikroORM;
  /** For a MikroORM that the application makes itself: `MikroORM.init({ ...config, ...ormOptions })`. */
  readonly ormOptions: OrmOptions;
  /** For what the application does with the driver: it lends the one connection to one user after the other. */
  readonly pool: pg.Pool;
  /** An EntityManager of `orm`. */
  readonly em: EntityManager;
  /** The domain's factories, bound to `em`. */
  readonly f: Bound<D>;
}

/** A database that a test has for itself. */
export interface TestDatabase<D extends Domain = Domain> {
  /** With the password: for the application's own connections. */
  readonly url: string;
  readonly client: pg.Client;
  /** A MikroORM with a pool of its own, for the application. */
  readonly orm: MikroORM;
  /** For a MikroORM that the application makes itself: `MikroORM.init({ ...config, ...ormOptions })`. */
  readonly ormOptions: OrmOptions;
  /** For what the application does with the driver: connections of its own, which `release` closes. */
  readonly pool: pg.Pool;
  /** An EntityManager on `client`. */
  readonly em: EntityManager;
  /** The domain's factories, bound to `em`. */
  readonly f: Bound<D>;
}

/** What is to be done when a test is done. */
const endings = new WeakMap<object, () => Promise<void>>();
/** Ends a clone, but for its database. Resolves to whether that is kept. */
const keepings = new WeakMap<object, () => Promise<boolean>>();

/**
 * Finds or makes the database that tests start from: migrated, and filled with a scenario if one is named. It is
 * made once for all processes and later runs, and again when something that shapes it has changed.
 * Without DATABASE_TEST_URL that is on the embedded PostgreSQL, which is started where it is not.
 *
 * @throws `not_a_test_server` where the database of DATABASE_TEST_URL holds anything but the domain's empty tables;
 * `unknown_scenario`, `unknown_parameter`, `bad_parameter`; `database_creation_refused`; `structure_not_taken` of `from`; and what starting,
 * connecting, migrating and seeding throw: then there is no template
 * @example const classroom = await template(course, { scenario: 'classroom', parameters: { students: 6 } });
 */
export async function template<D extends Domain>(
  domain: D,
  options: TemplateOptions<ScenarioNameOf<D>> = {},
): Promise<Template<D>> {
  const { from } = options;
  const { name, project } = domain;
  const structure =
    from === undefined ? project && (await projectStructure(name, project)) : await readStructure(from);
  const made = new Template(await testServer(), domain, options, structure);
  await made.ensure();
  endings.set(made, () => made.end());
  return made;
}

/**
 * Begins a transaction for a test, in a copy of the template that this process has for all of them. `release` rolls
 * it back. What the application begins and commits on `client` or `em` are savepoints, so both work as ever.
 *
 * @example
 * const { em, f } = await transaction(classroom);
 */
export async function transaction<D extends Domain>(from: Template<D>): Promise<TestTransaction<D>> {
  const shared = await from.shared();
  const place = await shared.take();
  try {
    const begun = await place.session.begin();
    const { client, em, ormOptions, pool } = begun;
    const f = bind(from.domain, { em, ...from.origin, worker: place.number });
    const test: TestTransaction<D> = {
      ...{ client, ormOptions, pool, em, f },
      // Made when it is first used.
      get orm() {
        return begun.orm;
      },
    };
    endings.set(test, () => endTransaction(from, shared, place));
    return test;
  } catch (error) {
    await endTransaction(from, shared, place).catch(() => {});
    throw error;
  }
}

async function endTransaction(from: Template, shared: SharedDatabase, place: Place): Promise<void> {
  // Behind a statement that waits for something it would wait for ever, as may the framework.
  const interrupting = setInterval(() => shared.interrupt(place).catch(() => {}), TEST_TIMEOUT_MS);
  try {
    await place.session.end().finally(() => clearInterval(interrupting));
    shared.requireAlone(place);
  } catch (error) {
    // Something may have stayed there, or the connection is gone.
    if (!hasCode(error, 'commit_refused')) await from.endShared();
    // Of what happened, the test is to hear the first.
    await shared.giveBack(place).catch(() => {});
    throw error;
  }
  await shared.giveBack(place);
}

/**
 * Copies the template for a test that needs commits or several connections. `release` drops the copy. While the test
 * runs, copies for the next ones are made in the background: `release` of the template drops those that were not taken.
 *
 * @example
 * const { url, f } = await clone(classroom);
 */
export async function clone<D extends Domain>(from: Template<D>): Promise<TestDatabase<D>> {
  const { url, client, prepareNext, keep: keepIt, drop } = await from.clone();
  prepareNext(); // now that this test does not wait for the server
  const lease = from.takeLease();
  const em = lease.on(client, url);
  const f = bind(from.domain, { em, ...from.origin });
  let pool: pg.Pool | undefined;
  const test: TestDatabase<D> = {
    url,
    client,
    // Made when it is first used, as is the pool.
    get orm() {
      return lease.pooled();
    },
    get pool() {
      pool ??= openPool(url);
      return pool;
    },
    ormOptions: ormOptionsFor(url),
    em,
    f,
  };
  const leave = async (): Promise<void> => {
    await keepAliveFor(client.end());
    if (pool) await leavePool(pool);
    await from.giveBack(lease);
  };
  endings.set(test, async () => {
    await leave();
    await drop();
  });
  keepings.set(test, async () => {
    await leave();
    endings.set(test, drop);
    return await keepIt();
  });
  return test;
}

/** Unlike `clientUrl`, which a `dbName` of the application's would go before. */
function ormOptionsFor(url: string): OrmOptions {
  const { client } = connectionSettings(url);
  return { dbName: client.database ?? '', driverOptions: client, ensureDatabase: false };
}

/**
 * Ends a clone but leaves its database, with all that the test has committed, to be looked into: until
 * `release`, or until the next run begins after this one has ended. Only within a run, as `seedbed/vitest` begins
 * one: else it is dropped, as by `release`. Resolves to whether the database is left.
 *
 * @throws ConnectionsLeakedError where it is dropped
 * @example if (failed && (await keep(test))) console.log(test.url);
 */
export async function keep(test: TestDatabase): Promise<boolean> {
  const isKept = await keepings.get(test)?.();
  keepings.delete(test);
  if (!isKept) await release(test);
  return isKept ?? false;
}

/**
 * Ends what the other functions have begun: rolls a transaction back, drops a clone, and for a template drops the
 * copy in which its transactions ran and those that were kept ready. Doing it again does nothing; what is not
 * released ends with the process, and the next one drops it.
 *
 * @throws for a transaction, after the rollback: `commit_refused` where a deferred constraint would have refused
 * it, `transaction_ended` where the test has ended it, `second_connection` where another connection has waited for
 * the test's; for a clone, after the drop: ConnectionsLeakedError
 * @example
 * afterEach(() => release(test));
 */
export async function release(what: Pick<TestTransaction, 'client'> | Template): Promise<void> {
  const end = endings.get(what);
  if (!end || !(what instanceof Template)) endings.delete(what);
  await end?.();
}

/**
 * Drops every template that no other process uses, for when something has changed that cannot be told from outside.
 * The next call of `template` makes a new one. Resolves to how many were dropped.
 *
 * @example await dropTemplates(); // 2
 */
export async function dropTemplates(): Promise<number> {
  const { url } = await testServer();
  return await (await templatesOf(url)).dropTemplates();
}
