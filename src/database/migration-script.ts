import pg from 'pg';
import type { Schema } from '../entities/schema.ts';
import { lockKey } from './migrate.ts';
import { migrationQueries } from './migration-queries.ts';
import { createHistory, historyTable, migrationNames } from './migration-status.ts';
import { migrationPath, pinnedPath } from './migrator.ts';
import { unknownMigration } from './unknown-migration.ts';

/** Where a script begins and ends: after which migration, or with `0` before the first. */
export interface ScriptRange {
  /** The last migration that has run where the script is run; `0` where left out. */
  readonly from?: string | 0;
  /** The last one that has run afterwards; the newest where left out. */
  readonly to?: string | 0;
}

/**
 * What `migrations().up()` or `down()` would do, as an SQL script for any client; needs no server. It is one
 * transaction, tells the ORM's own table what it did, and refuses a database where it cannot belong. Empty where
 * there is nothing to do.
 *
 * @throws `unknown_migration`, and what `migrationQueries` throws
 * @example
 * await migrationScript(courseSchema); // all migrations
 * await migrationScript(courseSchema, { from: 'Migration20250901080900_interfaces', to: 0 }); // all of them reverted
 */
export async function migrationScript(schema: Schema, { from = 0, to }: ScriptRange = {}): Promise<string> {
  const names = await migrationNames(schema);
  const [start, end] = [place(names, from), to === undefined ? names.length : place(names, to)];
  if (start === end) return '';
  const isUp = start < end;
  const steps = isUp ? names.slice(start, end) : names.slice(end, start).toReversed();
  const parts = [
    `-- ${schema.name}: ${isUp ? 'runs' : 'reverts'} ${steps.join(', ')}`,
    statement('begin'),
    setPath(pinnedPath),
    statement(`select pg_advisory_xact_lock(${lockKey})`),
    ...(isUp ? [statement(createHistory)] : []),
    guard(steps, isUp),
  ];
  for (const name of steps) {
    const queries = await migrationQueries(schema, name, isUp ? 'up' : 'down');
    const steps = [setPath(migrationPath), ...queries.map(statement), setPath(pinnedPath)];
    parts.push('', `-- ${name}`, ...steps, statement(record(name, isUp)));
  }
  if (end === 0) parts.push('', dropHistory);
  return [...parts, '', statement('commit'), ''].join('\n');
}

/** How many migrations have run where `name` was the last one. */
function place(names: readonly string[], name: string | 0): number {
  if (name === 0) return 0;
  if (!names.includes(name)) throw unknownMigration(name, names);
  return names.indexOf(name) + 1;
}

const setPath = (path: string): string => statement(`set local search_path to ${path}`);

/** A comment at its end would hide the semicolon. */
function statement(sql: string): string {
  const bare = sql.trim().replace(/;$/, '');
  return `${bare}${/--.*$/.test(bare) ? '\n' : ''};`;
}

/** As `migrations().down()` does, nothing is left behind. */
const dropHistory = `do $$
begin
  if not exists (select from ${historyTable}) then
    drop table ${historyTable};
  end if;
end
$$;`;

/** On another database than the script is for, a part of it could succeed. */
function guard(steps: readonly string[], isUp: boolean): string {
  const list = steps.map((name) => pg.escapeLiteral(name)).join(', ');
  const [found, problem] = isUp
    ? [
        `exists (select from ${historyTable} where name in (${list}))`,
        'some of these migrations have run here',
      ]
    : [
        `${steps.length} > (select count(*) from ${historyTable} where name in (${list}))`,
        'some of these migrations have not run here',
      ];
  return `do $$
begin
  if ${found} then
    raise exception 'This script is not for this database: ${problem}';
  end if;
end
$$;`;
}

const record = (name: string, isUp: boolean): string =>
  isUp
    ? `insert into ${historyTable} (name) values (${pg.escapeLiteral(name)})`
    : `delete from ${historyTable} where name = ${pg.escapeLiteral(name)}`;
