import type pg from 'pg';
import { requireFit } from '../load/fit.ts';
import { countRows } from '../load/row-counts.ts';
import { lookupRows, type RowKeys, together } from '../load/staying.ts';
import { tablesOf } from '../load/table.ts';
import type { Origin } from '../random/address.ts';
import type { RuledSchema } from '../rules/rule.ts';
import { plan } from '../seeders/plan.ts';
import type { Scenario } from '../seeders/scenario.ts';
import { addressOf } from './address.ts';
import { readSetAside } from './backups.ts';
import { countAmong, type RowCounts, rowsToStay } from './baseline.ts';
import { rowsAtStake } from './carry/at-stake.ts';
import type { LostTargets } from './carry/fate.ts';
import { requireWhole } from './carry/referring.ts';
import { filledViews } from './carry/views.ts';
import { freeSpace, spaceFor } from './disk-space.ts';
import { ExclusiveSession } from './exclusive-session.ts';
import type { Strategy } from './history.ts';
import { keyedTables } from './keyed-tables.ts';
import { readLabel } from './label.ts';
import { carriedTables } from './platform-tables.ts';
import type { ResetOptions } from './reset.ts';
import { dropShadow, makeShadow } from './shadow-database.ts';
import { chooseStrategy, inPlace } from './strategy.ts';
import { structureDiffers } from './structure-differs.ts';

/** A session of the database. */
export interface Session {
  readonly pid: number;
  readonly role: string;
  readonly application: string;
  /** `active`, `idle`, `idle in transaction`, …; null where the role may not see it. */
  readonly state: string | null;
}

/** What a reset would do. Sizes are in bytes. */
export interface ResetPlan {
  readonly address: string;
  readonly environment: string | null;
  readonly scenario: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly strategy: Strategy;
  /** Why not by renaming, or where the structure does not come from. */
  readonly reasons: readonly string[];
  readonly source: 'migrations' | 'pg_dump' | null;
  /** New rows by table. */
  readonly tables: Readonly<Record<string, number>>;
  readonly total: number;
  /** Rows that go, by table of the domain. */
  readonly goes: RowCounts;
  /** Rows that stay, by table of the domain: its lookup rows, the baseline, and what is kept this time. */
  readonly stays: RowCounts;
  /** The tables whose rows go, and for which the scenario has none. */
  readonly emptied: readonly string[];
  /** Of the new rows with their indexes. */
  readonly bytes: number;
  /** Of the database now. */
  readonly bytesNow: number;
  /** What is written beside what is there. */
  readonly bytesNeeded: number;
  /** On the server's disk; null where that cannot be seen. */
  readonly bytesFree: number | null;
  /** The tables of others, whose rows are taken over, or stay. */
  readonly carried: readonly { readonly name: string; readonly rows: number; readonly bytes: number }[];
  /** Their rows that refer to rows which are replaced, and what becomes of them where the new data has no such rows. */
  readonly atStake: readonly LostTargets[];
  /** The materialized views that go on showing the old rows: only a new database has them refreshed. */
  readonly staleViews: readonly string[];
  /** Those that are refreshed in a new database. Where one cannot be with the rows that it has then, nothing is done. */
  readonly refreshedViews: readonly string[];
  readonly sessions: readonly Session[];
  readonly locks: readonly string[];
  /** What can be put back now; of each kind, two are kept. */
  readonly backups: readonly string[];
}

/**
 * Says what `reset` would do, and changes nothing of the database. Whatever would be refused for the database's sake is
 * refused here too; only the confirmation may be left out. To know whether another database can take its place, an empty
 * one is made beside it and dropped.
 *
 * @throws as `reset`
 */
export async function planReset(
  url: string,
  domain: RuledSchema,
  scenario: Scenario,
  origin: Origin,
  options: ResetOptions,
): Promise<ResetPlan> {
  const { tables, total, bytes, parameters } = plan(domain, scenario, options.parameters ?? {}, origin);
  const isConfirmed = options.confirm !== undefined;
  const session = await ExclusiveSession.open(url, domain, 'dry run', { ...options, isConfirmed });
  try {
    const { target } = session;
    const baseline = await rowsToStay(target, domain, options.keep);
    await requireWhole(target, domain, baseline);
    const views = await filledViews(target);
    const staying = together(lookupRows(domain), baseline);
    const present = await keyedTables(target, domain);
    const forced = options.strategy;
    const { strategy, source, reasons } = await strategyOf(session, domain, { forced, baseline });
    if (source !== 'migrations') await requireFit(target, domain, () => scenario.parts(origin, parameters));
    return {
      address: addressOf(target),
      environment: (await readLabel(target))?.environment ?? null,
      scenario: scenario.name,
      ...{ parameters, strategy, tables, total, bytes },
      ...{ reasons, source },
      goes: await countRows(target, domain, { names: present.map(({ name }) => name), except: staying }),
      stays: await countAmong(target, domain, staying),
      emptied: emptiedBy(domain, tables),
      bytesNow: await sizeOf(session),
      bytesNeeded: await spaceFor(target, domain, strategy, bytes),
      bytesFree: (await freeSpace(target)) ?? null,
      carried: await carriedRows(target, domain),
      atStake: await rowsAtStake(target, domain, staying),
      ...(strategy === 'rename'
        ? { staleViews: [], refreshedViews: views }
        : { staleViews: views, refreshedViews: [] }),
      sessions: await sessions(session),
      locks: locks[strategy],
      backups: (await readSetAside(session)).flatMap(({ kind, name }) => (kind === 'before' ? [name] : [])),
    };
  } catch (error) {
    throw await session.explain(error);
  } finally {
    await session.close();
  }
}

/** Rows that belong to the schema stay where a scenario has none. */
const emptiedBy = (domain: RuledSchema, tables: ResetPlan['tables']): readonly string[] =>
  tablesOf(domain)
    .filter(({ name, entity }) => !(name in tables || domain.lookups.some((one) => one.entity === entity)))
    .map(({ name }) => name);

async function carriedRows(target: pg.ClientBase, domain: RuledSchema): Promise<ResetPlan['carried']> {
  const carried: ResetPlan['carried'][number][] = [];
  for (const { name, bytes } of await carriedTables(target, domain)) {
    const { rows } = await target.query<{ count: number }>(
      `select count(*)::float8 as count from only ${name}`,
    );
    carried.push({ name, rows: rows[0]?.count ?? 0, bytes });
  }
  return carried;
}

/** Makes the structure of the new database once, and drops it: nothing else tells whether and how that can be done. */
async function strategyOf(
  session: ExclusiveSession,
  domain: RuledSchema,
  how: { readonly forced: Strategy | undefined; readonly baseline: RowKeys },
): Promise<Pick<ResetPlan, 'strategy' | 'source' | 'reasons'>> {
  const chosen = await chooseStrategy(session, domain, how);
  if (chosen.strategy === 'transaction') return { ...chosen, source: null };
  const shadow = await makeShadow(session, domain);
  if (!('differences' in shadow)) {
    await shadow.next.end();
    await dropShadow(session);
    return { ...chosen, source: shadow.source };
  }
  if (how.forced === 'rename') throw structureDiffers(session.name, shadow.differences);
  return { ...(await inPlace(session, domain, shadow.differences)), source: null };
}

const locks: Readonly<Record<Strategy, readonly string[]>> = {
  rename: [
    'while rows of other tables are taken over: share row exclusive on all tables; who reads goes on, who writes waits',
    'at the swap: all sessions are ended, and who connects waits until it is done',
  ],
  transaction: ['share row exclusive on all tables; who reads goes on, who writes waits until the commit'],
};

async function sizeOf({ target }: ExclusiveSession): Promise<number> {
  const { rows } = await target.query<{ bytes: number }>(
    'select pg_database_size(current_database())::float8 as bytes',
  );
  return rows[0]?.bytes ?? 0;
}

async function sessions({ target, oid }: ExclusiveSession): Promise<readonly Session[]> {
  const { rows } = await target.query<Session>(
    `select pid, coalesce(usename, '') as role, coalesce(application_name, '') as application, state
       from pg_stat_activity where datid = $1 and pid <> pg_backend_pid() and usesysid is not null order by pid`,
    [oid],
  );
  return rows;
}
