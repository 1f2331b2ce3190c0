import { describe, test } from 'vitest';
import { everyServer, freshDatabase } from '../support/database.ts';
import { domainsOfSql, expectStoredAsGiven } from './stored-as-given.ts';
import { typedValues } from './typed-values.ts';

describe.each(everyServer)(
  'what a type accepts is stored as it was given on PostgreSQL $version',
  async ({ version }) => {
    const { client } = await freshDatabase({ version });
    await client.query(`set timezone to 'UTC'; ${domainsOfSql.join(';')}`);

    test.each(typedValues)('$type', async (tried) => {
      await expectStoredAsGiven(client, tried, { runs: 60, seed: 1 });
    });
  },
);
