import { oldestVersion, requireVersion } from '../../database/connect.ts';
import { hasCode } from '../../errors/error.ts';
import type { Check } from '../check.ts';

/** Whether seedbed works on that version of PostgreSQL. */
export const version: Check<'version'> = {
  name: 'version',
  about: 'the version of PostgreSQL',
  limits: ({ version: { warning } }) => ({
    warning: `newer than ${warning}, on which nothing was tested`,
    failure: `older than ${oldestVersion}`,
  }),
  async run({ client, thresholds }) {
    const { rows } = await client.query<{ version: string }>(
      `select pg_catalog.current_setting('server_version') as version`,
    );
    const finding = `PostgreSQL ${rows[0]?.version}`;
    try {
      if ((await requireVersion(client)) <= thresholds.version.warning) return { state: 'ok', finding };
    } catch (error) {
      if (!hasCode(error, 'server_too_old')) throw error;
      return { state: 'failure', finding, hint: error.hint };
    }
    return { state: 'warning', finding, hint: 'See whether there is a newer seedbed, and try it out first.' };
  },
};
