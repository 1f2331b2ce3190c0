import pg from 'pg';
import { fullName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import { shownName } from '../errors/shown.ts';

/** Asks the database something about a table, by whatever connection writes the rows. */
export type Ask = <T extends object>(sql: string) => Promise<readonly T[]>;

/** Rows that were written to a table, as the one who sent them and as the server counts them. */
export interface Arrival {
  readonly table: string;
  readonly sent: number;
  readonly arrived: number;
}

/**
 * Compares what was sent to a table with what the server says that it has taken: a trigger or a rule may keep rows back,
 * or take them elsewhere, without an error.
 *
 * @throws `rows_not_arrived`
 */
export async function requireArrived(ask: Ask, { table, sent, arrived }: Arrival): Promise<void> {
  if (sent === arrived) return;
  throw rowsNotArrived(table, sent, arrived, await interferences(ask, table));
}

/** What does something with rows that are inserted into a table, the likeliest first. */
export async function interferences(ask: Ask, table: string): Promise<readonly string[]> {
  const rows = await ask<{ what: string }>(interferencesQuery(pg.escapeLiteral(fullName(table))));
  return rows.map(({ what }) => shownName(what));
}

// Bits of tgtype: 1 for each row, 2 before, 4 insert, 64 instead of.
const interferencesQuery = (table: string): string => `
with here as (select pg_catalog.to_regclass(${table}) as oid)
select pg_catalog.format('the trigger %I', tgname) as what, case when tgtype & 3 = 3 then 1 else 3 end as place
  from pg_catalog.pg_trigger
 where tgrelid = (select oid from here) and not tgisinternal and tgenabled <> 'D' and tgtype & 4 <> 0
union all
select pg_catalog.format('the rule %I', rulename), 2 from pg_catalog.pg_rewrite
 where ev_class = (select oid from here) and ev_type = '3' and ev_enabled <> 'D'
union all
select pg_catalog.format('the inheriting table %s', inhrelid::pg_catalog.regclass), 4 from pg_catalog.pg_inherits
 where inhparent = (select oid from here)
union all
select 'row security', 5 from pg_catalog.pg_class where oid = (select oid from here) and relrowsecurity
 order by place, what`;

function rowsNotArrived(
  table: string,
  sent: number,
  arrived: number,
  reasons: readonly string[],
): SeedbedError {
  const found = arrived > sent ? `${arrived} are there` : `${arrived} arrived`;
  const why = reasons.length > 0 ? ` It has ${reasons.join(', ')}.` : '';
  return new SeedbedError('rows_not_arrived', {
    message: `Of ${sent} rows that were sent to the table "${table}", ${found}.${why} Nothing was written.`,
    hint:
      reasons.length > 0
        ? 'Switch off what keeps rows from the table, moves them elsewhere or adds some, then try again.'
        : 'See who else writes or deletes rows there, then try again.',
    details: { table, sent, arrived, reasons },
  });
}
