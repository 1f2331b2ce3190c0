import { sizeOf } from '../../errors/format.ts';
import { freeSpace } from '../../staging/disk-space.ts';
import type { Check } from '../check.ts';

/** Whether there is room for more rows. */
export const disk: Check<'disk'> = {
  name: 'disk',
  about: 'the size of the database, and what is free where it is, for a server on this machine',
  limits: ({ disk: { warning, failure } }) => ({
    warning: `below ${sizeOf(warning)}, or below the size of the database`,
    failure: `below ${sizeOf(failure)}`,
  }),
  async run({ client, thresholds }) {
    const { rows } = await client.query<{ bytes: number }>(
      'select pg_database_size(current_database())::float8 as bytes',
    );
    const bytes = rows[0]?.bytes ?? 0;
    const free = await freeSpace(client);
    if (free === undefined) {
      return {
        state: 'unknown',
        finding: `the database has ${sizeOf(bytes)}; what is free there cannot be seen from here`,
      };
    }
    const { warning, failure } = thresholds.disk;
    const finding = `the database has ${sizeOf(bytes)}, and ${sizeOf(free)} are free`;
    // A reset makes a second one beside it.
    if (free >= Math.max(warning, bytes)) return { state: 'ok', finding };
    return {
      state: free >= failure ? 'warning' : 'failure',
      finding,
      hint: 'Make room on the disk, or drop databases that are not needed (seedbed keeps those before the last two resets).',
    };
  },
};
