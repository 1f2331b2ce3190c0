import { type Check, percent } from '../check.ts';

/** Whether memory is large enough for what is read. */
export const cache: Check<'cache'> = {
  name: 'cache',
  about: 'the share of blocks that were in memory when they were asked for, since the statistics began',
  limits: ({ cache: { warning, failure, blocks } }) => ({
    warning: `below ${percent(warning)} of at least ${blocks} blocks`,
    failure: `below ${percent(failure)}`,
  }),
  async run({ client, thresholds }) {
    const { rows } = await client.query<{ hit: number; read: number }>(
      `select blks_hit::float8 as hit, blks_read::float8 as read from pg_stat_database
        where datname = current_database()`,
    );
    const { hit = 0, read = 0 } = rows[0] ?? {};
    const { warning, failure, blocks } = thresholds.cache;
    const asked = hit + read;
    if (asked < blocks) {
      return { state: 'unknown', finding: `only ${asked} blocks were asked for since the statistics began` };
    }
    const finding = `${percent(hit / asked)} of ${asked} blocks were in memory`;
    if (hit / asked >= warning) return { state: 'ok', finding };
    return {
      state: hit / asked >= failure ? 'warning' : 'failure',
      finding,
      hint: 'Look for queries that read whole tables, or let the server have more memory (shared_buffers).',
    };
  },
};
