import { type Check, percent, type Subject } from '../check.ts';

/** How many of the connections that there may be are in use, by one limit. */
export interface ConnectionUse {
  readonly used: number;
  readonly limit: number;
  /** Whose limit it is. */
  readonly of: string;
}

/** Whether there are connections left. */
export const connections: Check<'connections'> = {
  name: 'connections',
  about:
    'how many connections there are, of those that server, database and role may have, this one included',
  limits: ({ connections: { warning, failure } }) => ({
    warning: `from ${percent(warning)}`,
    failure: `from ${percent(failure)}`,
  }),
  async run(subject) {
    const uses = await connectionUses(subject);
    const { used, limit, of } = tightest(uses, (use) => use.used / use.limit);
    const { warning, failure } = subject.thresholds.connections;
    const share = used / limit;
    const finding = `${used} of the ${limit} of ${of} (${percent(share)})`;
    if (share < warning) return { state: 'ok', finding };
    return {
      state: share < failure ? 'warning' : 'failure',
      finding,
      hint: 'Close unused ones, let pools be smaller, or let there be more (max_connections, connection limit).',
    };
  },
};

/** By each limit that there is. Of the server, those count that ordinary roles may have. */
export async function connectionUses({ client }: Pick<Subject, 'client'>): Promise<readonly ConnectionUse[]> {
  // A role of few rights does not see what kind of process another one's is.
  const { rows } = await client.query<ConnectionUse>(
    `with session as (
       select datname, usename from pg_stat_activity
        where datid is not null and coalesce(backend_type, 'client backend') = 'client backend'
     )
     select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
              - coalesce(current_setting('reserved_connections', true)::int, 0) as limit,
            (select count(*)::int from session) as used, 'the server' as of
     union all
     select datconnlimit, (select count(*)::int from session where datname = current_database()), 'the database'
       from pg_database where datname = current_database() and datconnlimit > 0
     union all
     select rolconnlimit, (select count(*)::int from session where usename = current_user), 'the role'
       from pg_roles where rolname = current_user and rolconnlimit > 0 and not rolsuper`,
  );
  return rows;
}

/** The one of which most is true; there is always that of the server. */
export const tightest = (uses: readonly ConnectionUse[], by: (use: ConnectionUse) => number): ConnectionUse =>
  uses.reduce((one, other) => (by(other) > by(one) ? other : one));
