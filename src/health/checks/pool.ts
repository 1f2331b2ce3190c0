import { counted } from '../../errors/format.ts';
import type { Check } from '../check.ts';
import { connectionUses, tightest } from './connections.ts';

/** Whether a pool has enough connections, and no more than the server has for it. */
export const pool: Check<'pool'> = {
  name: 'pool',
  about:
    'how a pool that is given is used, and whether the server has as many connections as a pool may open',
  limits: () => ({
    warning: 'a client waits for a connection, or the pool may open more than the server has',
  }),
  async run(subject) {
    const { max, ...use } = subject.pool;
    const { limit, of } = tightest(await connectionUses(subject), (one) => -one.limit);
    const finding =
      'total' in use
        ? `${use.total} of ${counted(max, 'connection')} open, ${use.idle} idle, ${use.waiting} waiting for one`
        : `may open ${counted(max, 'connection')}`;
    if (max > limit) {
      return {
        state: 'warning',
        finding: `${finding}, of the ${limit} of ${of}`,
        hint: 'Let the pool be smaller (SEEDBED_POOL_MAX, or its max), or let the server have more (max_connections).',
      };
    }
    if (!('waiting' in use) || use.waiting === 0) return { state: 'ok', finding };
    return {
      state: 'warning',
      finding,
      hint: 'Give connections back sooner, or let the pool have more (SEEDBED_POOL_MAX, or its max).',
    };
  },
};
