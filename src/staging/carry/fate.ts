import type pg from 'pg';
import { platformPath } from '../../database/session-settings.ts';
import { underSettings } from '../../database/setting.ts';
import type { PlatformTable, Reference } from '../platform-tables.ts';
import { copyRows, explainRow } from './copy.ts';
import { rowsInTheWay } from './rows-in-the-way.ts';

/** Rows of the platform whose target is gone, and what their foreign key has made of them. */
export interface LostTargets {
  readonly table: string;
  /** The foreign key's name. */
  readonly key: string;
  readonly action: 'deleted' | 'set null' | 'set default';
  readonly rows: number;
}

/** What a key makes of rows whose targets go; undefined where they may not go. */
export const actionOf = ({ onDelete }: Reference): LostTargets['action'] | undefined => actions[onDelete];

const actions: Readonly<Record<string, LostTargets['action']>> = {
  c: 'deleted',
  n: 'set null',
  d: 'set default',
};

/** The targets that rows of a key which is not valid had no match in, as a table of the session. */
interface Judged {
  readonly table: string;
  readonly reference: Reference;
  /** That a row `t` has lost its target. */
  readonly isLost: string;
}

/**
 * Does to carried rows whose targets are gone what their foreign keys say. Rows that had no target before, under a key
 * that is not valid, stay as they are.
 *
 * @throws `rows_in_the_way` where a key says that its targets must stay
 */
export async function settleReferences(
  from: pg.ClientBase,
  to: pg.ClientBase,
  tables: readonly PlatformTable[],
): Promise<readonly LostTargets[]> {
  const judged: Judged[] = [];
  for (const { name, references } of tables) {
    for (const reference of references.filter(({ isPlain }) => isPlain)) {
      const orphans = reference.isValid ? undefined : `pg_temp.orphans_${judged.length}`;
      if (orphans) await takeOrphans(from, to, name, reference, orphans);
      judged.push({ table: name, reference, isLost: lostCondition(reference, orphans) });
    }
  }
  const settled = new Map<Judged, LostTargets>();
  // What is deleted may have been a target of others.
  for (let changed = 1; changed > 0; ) {
    changed = 0;
    for (const one of judged) {
      const action = actionOf(one.reference);
      const rows = action ? await settle(to, one, action) : 0;
      if (!action || rows === 0) continue;
      // A default that is not there either would be set again and again.
      if (action !== 'set default') changed += rows;
      const before = settled.get(one)?.rows ?? 0;
      settled.set(one, { table: one.table, key: one.reference.name, action, rows: before + rows });
    }
  }
  for (const { table, reference, isLost } of judged) {
    if (!(await hasRows(to, table, isLost))) continue;
    throw rowsInTheWay(table, `some refer to rows of ${reference.target} that the scenario does not have`);
  }
  return [...settled.values()];
}

/** That a row `t` refers to something, and to nothing that is there. */
const orphanCondition = (reference: Reference): string =>
  `${refers(reference)} and not exists ${match(reference)}`;

/**
 * That a row `t` refers to a row that is there.
 *
 * @param which SQL: which rows `r` count; all of them where left out
 */
const matchCondition = (reference: Reference, which = 'true'): string =>
  `${refers(reference)} and exists ${match(reference, which)}`;

const refers = ({ columns }: Reference): string =>
  columns.map((column) => `t.${column} is not null`).join(' and ');

function match(
  { target, isTargetPartitioned, columns, targetColumns, operators }: Reference,
  which = 'true',
): string {
  const same = columns.map((column, i) => `r.${targetColumns[i]} ${operators[i]} t.${column}`).join(' and ');
  return `(select from ${isTargetPartitioned ? '' : 'only '}${target} r where ${same} and ${which})`;
}

/**
 * How many rows refer to rows that are there.
 *
 * @param which SQL: which of them, called `t`, and to which rows, called `r`; all where left out
 */
export async function countMatches(
  client: pg.ClientBase,
  table: string,
  reference: Reference,
  which: { readonly own?: string; readonly target?: string } = {},
): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::float8 as count from only ${table} t
      where ${which.own ?? 'true'} and ${matchCondition(reference, which.target)}`,
  );
  return rows[0]?.count ?? 0;
}

/** How many rows refer to something that is not there. */
export async function countOrphans(
  client: pg.ClientBase,
  table: string,
  reference: Reference,
): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::float8 as count from only ${table} t where ${orphanCondition(reference)}`,
  );
  return rows[0]?.count ?? 0;
}

async function takeOrphans(
  from: pg.ClientBase,
  to: pg.ClientBase,
  table: string,
  reference: Reference,
  into: string,
): Promise<void> {
  const columns = reference.columns.map((column) => `t.${column}`).join(', ');
  await to.query(`create temporary table ${into.replace('pg_temp.', '')} on commit drop as
    select ${columns} from only ${table} t with no data`);
  await copyRows(
    from,
    `select distinct ${columns} from only ${table} t where ${orphanCondition(reference)}`,
    to,
    into,
  );
}

function lostCondition(reference: Reference, orphans: string | undefined): string {
  if (!orphans) return orphanCondition(reference);
  const { columns, ownOperators } = reference;
  const same = columns.map((column, i) => `o.${column} ${ownOperators[i]} t.${column}`).join(' and ');
  return `${orphanCondition(reference)} and not exists (select from ${orphans} o where ${same})`;
}

/** Resolves to the number of rows that have been changed. */
async function settle(
  to: pg.ClientBase,
  { table, reference, isLost }: Judged,
  action: LostTargets['action'],
): Promise<number> {
  const value = action === 'set null' ? 'null' : 'default';
  const values = reference.resetColumns.map((column) => `${column} = ${value}`).join(', ');
  const statement =
    action === 'deleted' ? `delete from only ${table} t` : `update only ${table} t set ${values}`;
  try {
    const query = `${statement} where ${isLost}`;
    return (await underSettings(to, { search_path: platformPath }, () => to.query(query))).rowCount ?? 0;
  } catch (error) {
    throw explainRow(table, error);
  }
}

async function hasRows(client: pg.ClientBase, table: string, condition: string): Promise<boolean> {
  return (await client.query(`select from only ${table} t where ${condition} limit 1`)).rowCount !== 0;
}
