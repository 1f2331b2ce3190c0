import { describe, test } from 'vitest';
import { domainsOfSql, expectStoredAsGiven } from '../load/stored-as-given.ts';
import { typedValues } from '../load/typed-values.ts';
import { freshDatabase, servers } from '../support/database.ts';

/** The ordinary suite tries sixty values of each. */
describe.each(servers)('thousands of values of each type on PostgreSQL $version', async ({ version }) => {
  const { client } = await freshDatabase({ version });
  await client.query(`set timezone to 'UTC'; ${domainsOfSql.join(';')}`);

  test.each(typedValues)('$type', async (tried) => {
    await expectStoredAsGiven(client, tried, { runs: 3_000, seed: 7 });
  });
});
