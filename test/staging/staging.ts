import type pg from 'pg';
import { afterAll } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import type { Permission } from '../../src/staging/permission.ts';
import { type ResetOptions, type ResetResult, reset } from '../../src/staging/reset.ts';
import { redo, undo } from '../../src/staging/undo.ts';
import { freshDatabase, serverUrl } from '../support/database.ts';

/** A database that others are using. */
export interface Staging {
  readonly url: string;
  readonly name: string;
  readonly version: 15 | 18;
  readonly permission: Permission;
  /** A connection, which ends after the test file if not before. */
  open(): Promise<pg.Client>;
  /** Rows of a query by a connection of its own. */
  ask(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** The same in the maintenance database. */
  askServer(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Resets it to `minimal`, of another seed than it has. */
  reset(options?: Partial<ResetOptions>): Promise<ResetResult>;
  resetTo(scenario: Scenario, seed: number, options?: Partial<ResetOptions>): Promise<ResetResult>;
  undo(): Promise<unknown>;
  redo(): Promise<unknown>;
}

const opened: pg.Client[] = [];

/** A labelled database with the scenario `minimal`. */
export async function stagingDatabase(version: 15 | 18 = 18): Promise<Staging> {
  const { url, client } = await freshDatabase({ version, template: 'course_minimal' });
  await setLabel(client, course, 'staging', 'ada');
  const permission = { author: { by: 'ada', commit: 'c0ffee' }, embedded: false, confirm: addressOf(client) };
  await client.end(); // a superuser's session is one that others may not end
  return stagingAt(url, version, permission);
}

export function stagingAt(url: string, version: 15 | 18, permission: Permission): Staging {
  const name = new URL(url).pathname.slice(1);
  const askAt = async (place: string, sql: string): Promise<Record<string, unknown>[]> => {
    const client = await connect(place);
    return await client
      .query(sql)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  };
  return {
    url,
    name,
    version,
    permission,
    open: async () => {
      const client = await connect(url);
      opened.push(client);
      return client;
    },
    ask: (sql) => askAt(url, sql),
    askServer: (sql) => askAt(serverUrl(version), sql),
    reset: (options) =>
      reset(url, course, minimal, { seed: 7, now: DEFAULT_NOW }, { ...permission, ...options }),
    resetTo: (scenario, seed, options) =>
      reset(url, course, scenario, { seed, now: DEFAULT_NOW }, { ...permission, ...options }),
    undo: () => undo(url, course, permission),
    redo: () => redo(url, course, permission),
  };
}

/** What somebody would notice: the rows of `user`, the tables around, what may be done, and who is in. */
export async function stateOf({ ask, askServer, name }: Staging): Promise<unknown> {
  return [
    await ask(`select id from "user" order by id`),
    await ask('select count(*) from seedbed_staging.history'),
    await ask('select environment, database, data from seedbed_staging.label'),
    await ask(`select relname, relacl from pg_class where relnamespace = 'public'::regnamespace order by 1`),
    await askServer(`select datname, datallowconn from pg_database where datname like '${name}%' order by 1`),
  ];
}

afterAll(async () => {
  for (const client of opened) await client.end();
});
