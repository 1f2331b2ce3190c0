import type pg from 'pg';
import type { Schema } from '../../entities/schema.ts';
import { hasCode, type SeedbedError } from '../../errors/error.ts';
import { type Catalog, describeDifferences, readCatalogOf } from '../catalog.ts';
import { connectPinned } from '../connect.ts';
import { isDatabaseError } from '../database-error.ts';
import { declaredNames, declaredViews } from '../declared-tables.ts';
import { onDatabaseOfEntities } from '../drift.ts';
import { historyTable } from '../migration-status.ts';
import { migrationPath } from '../migrator.ts';
import { missingStatements, statementsAfter, statementsBefore } from './between.ts';
import { draftIncomplete, draftRefused } from './failures.ts';
import { ormDiff, tidied } from './orm-diff.ts';

/** What a migration would do. */
export interface Draft {
  readonly up: readonly string[];
  /** Undefined where the statements that would revert it do not. */
  readonly down: readonly string[] | undefined;
  /** Why there is no way down. */
  readonly oneWay?: SeedbedError;
}

/**
 * The statements between a database and the entities, found by the ORM's diff and by the catalogues, and tried in a
 * transaction that is rolled back. Undefined where there are none.
 *
 * @param url of a database that holds what the migrations made, and nothing else
 * @throws `draft_refused` where PostgreSQL refuses a statement; `draft_incomplete` for differences that no
 * statement was found for
 */
export async function draftMigration(schema: Schema, url: string): Promise<Draft | undefined> {
  const client = await connectPinned(url);
  try {
    await client.query(`set search_path to ${migrationPath}`);
    const declared = [...declaredNames(schema), ...declaredViews(schema)];
    const tables = [...new Set([...declared, ...(await presentTables(client))])];
    const read = (from: pg.Client) => readCatalogOf(from, tables, schema.namespaces);
    const { expected, noise } = await onDatabaseOfEntities(client, url, schema, async (scratch, its) => ({
      expected: await read(scratch),
      noise: await ormDiff(schema, its),
    }));
    const present = await read(client);
    const diff = await ormDiff(schema, url);
    // What the ORM would change in a database that is as the entities say, it would change for ever.
    const [ups, downs] = [
      diff.up.filter((sql) => !noise.up.includes(sql)),
      diff.down.filter((sql) => !noise.down.includes(sql)),
    ];
    if (ups.length === 0 && describeDifferences(present, expected).length === 0) return undefined;

    /** Runs what leads from one catalogue to another, and tells it. */
    const lead = async (from: Catalog, to: Catalog, ofOrm: readonly string[]): Promise<readonly string[]> => {
      const first = [
        ...statementsBefore(from, to, ofOrm),
        ...missingStatements(schema.prelude, from, to),
        ...tidied(ofOrm, from, to),
        ...missingStatements(schema.epilogue, from, to),
      ];
      await run(client, first);
      const last = statementsAfter(await read(client), to);
      await run(client, last);
      const left = describeDifferences(to, await read(client));
      if (left.length > 0) throw draftIncomplete(schema.name, left);
      return [...first, ...last];
    };
    await client.query('begin');
    const up = await lead(present, expected, ups);
    // Others may use an extension by now, so that it stays.
    const extensions = [...expected].filter(([object]) => object.startsWith('extension '));
    try {
      return { up, down: await lead(expected, new Map([...present, ...extensions]), downs) };
    } catch (error) {
      if (!hasCode(error, 'draft_refused', 'draft_incomplete')) throw error;
      return { up, down: undefined, oneWay: error };
    }
  } finally {
    await client.end(); // which rolls back
  }
}

async function presentTables(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and 'public.' || tablename <> $1`,
    [historyTable],
  );
  return rows.map(({ name }) => name);
}

async function run(client: pg.Client, statements: readonly string[]): Promise<void> {
  for (const sql of statements) {
    await client.query(sql).catch((error: unknown) => {
      throw isDatabaseError(error) ? draftRefused(sql, error) : error;
    });
  }
}
