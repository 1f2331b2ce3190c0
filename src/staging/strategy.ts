import type pg from 'pg';
import { StrategyImpossibleError } from '../errors/strategy-impossible.ts';
import { longestName } from './backups.ts';
import type { Strategy } from './history.ts';
import { maintenanceDatabase, type Runner } from './runner.ts';

/** How a database is going to be replaced. */
export interface ChosenStrategy {
  readonly strategy: Strategy;
  /** Why not by renaming, where that is the case. */
  readonly reasons: readonly string[];
}

/**
 * Chooses how to replace a database: by another one that is made beside it where the role and the database allow
 * that, else in one transaction.
 *
 * @throws StrategyImpossibleError where renaming is asked for and impossible
 */
export async function chooseStrategy(
  { target, maintenance, name }: Pick<Runner, 'target' | 'maintenance' | 'name'>,
  forced: Strategy | undefined,
): Promise<ChosenStrategy> {
  if (forced === 'transaction') return { strategy: 'transaction', reasons: ['it was asked for'] };
  const reasons = await obstacles(target, maintenance, name);
  if (reasons.length === 0) return { strategy: 'rename', reasons };
  if (forced === 'rename') throw new StrategyImpossibleError(name, reasons);
  return { strategy: 'transaction', reasons };
}

/** Why a database cannot be replaced by another one; empty where it can. */
async function obstacles(
  target: pg.Client,
  maintenance: pg.Client,
  name: string,
): Promise<readonly string[]> {
  const { rows: outer } = await maintenance.query<{ reason: string }>(outerObstacles, [name]);
  const { rows: inner } = await target.query<{ reason: string }>(innerObstacles);
  const long =
    Buffer.byteLength(name) > longestName
      ? [`its name has more than ${longestName} bytes, and others could not be called after it`]
      : [];
  const central = name === maintenanceDatabase() ? ['it is the one that others are renamed from'] : [];
  return [...long, ...central, ...[...outer, ...inner].map(({ reason }) => reason)];
}

const outerObstacles = `
with here as (select * from pg_database where datname = $1),
me as (select * from pg_roles where rolname = current_user)
select format('the role "%s" may not create databases (alter role … createdb)', rolname) as reason
  from me where not (rolcreatedb or rolsuper)
union all
select format('the database belongs to the role "%s"', pg_get_userbyid(datdba))
  from here where not pg_has_role(datdba, 'usage')
union all
select format('the transaction "%s" is prepared in it', gid) from pg_prepared_xacts where database = $1
union all
select format('the replication slot "%s" is for it', slot_name) from pg_replication_slots where database = $1
union all
select format('the subscription "%s" is in it', subname) from pg_subscription join here on subdbid = here.oid
union all
select distinct format('the role "%s" has sessions in it that "%s" may not see into and end (grant pg_read_all_stats, '
       'pg_signal_backend to …)', usename, current_user)
  from pg_stat_activity join here on datid = here.oid
  join pg_roles r on r.oid = usesysid
 where not (select rolsuper from me)
   and (r.rolsuper or not (pg_has_role(usesysid, 'usage')
     or pg_has_role('pg_signal_backend', 'usage') and pg_has_role('pg_read_all_stats', 'usage')))`;

const innerObstacles = `
select 'it has large objects' as reason where exists (select from pg_largeobject_metadata)
union all
select format('the extension "%s" keeps rows of its own', extname) from pg_extension where extconfig is not null`;
