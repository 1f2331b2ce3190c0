import { counted } from '../../errors/format.ts';
import type { Check } from '../check.ts';

interface Session {
  readonly pid: number;
  readonly role: string;
  readonly application: string;
  readonly state: string;
  readonly seconds: number;
}

/** Whether a transaction keeps others waiting, and dead rows from being cleared away. */
export const transactions: Check<'transactions'> = {
  name: 'transactions',
  about: 'how long the oldest transaction of the database has been open',
  limits: ({ transaction: { warning, failure } }) => ({
    warning: `from ${duration(warning)}`,
    failure: `from ${duration(failure)}`,
  }),
  async run({ client, thresholds: { transaction } }) {
    // Of sessions of other roles, a role of few rights sees that they are there, and no more.
    const { rows } = await client.query<Session & { hidden: boolean }>(
      `select pid, usename as role, application_name as application, state, backend_type is null as hidden,
              extract(epoch from clock_timestamp() - xact_start)::float8 as seconds
         from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and (backend_type is null or (backend_type = 'client backend' and xact_start is not null))
        order by xact_start`,
    );
    const open = rows.filter(({ hidden }) => !hidden);
    const hidden = rows.length - open.length;
    const [oldest] = open;
    if (oldest && oldest.seconds >= transaction.warning) {
      const { pid, role, application, state, seconds } = oldest;
      const of = application === '' ? '' : `, ${JSON.stringify(application)}`;
      return {
        state: seconds < transaction.failure ? 'warning' : 'failure',
        finding: `one is open for ${duration(seconds)}: pid ${pid} of "${role}"${of}, ${state}`,
        hint: `Let it end, or end it: select pg_terminate_backend(${pid}).`,
      };
    }
    const finding = oldest ? `the oldest is open for ${duration(oldest.seconds)}` : 'none is open';
    if (hidden === 0) return { state: 'ok', finding };
    return {
      state: 'unknown',
      finding: `${finding}, but ${counted(hidden, 'session')} of other roles cannot be seen`,
      hint: 'Let the role see them: grant pg_read_all_stats to it.',
    };
  },
};

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  return seconds < 7_200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3_600)} h`;
}
