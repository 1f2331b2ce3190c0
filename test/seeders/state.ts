import type pg from 'pg';
import { fingerprint, readCatalog } from '../../src/database/catalog.ts';
import { course } from '../../src/domains.ts';
import { datasetHash } from '../support/dataset.ts';

/** Everything of a database that a seed that failed must leave as it was. */
export async function stateOf(client: pg.Client): Promise<unknown> {
  const { rows: sequences } = await client.query(
    'select last_value, is_called from public.user_unique_fs_number_seq',
  );
  const { rows: settings } = await client.query(
    `select nullif(current_setting('ctutor.preserve_timestamps', true), '') as preserve`,
  );
  const { rows: locks } = await client.query(
    `select count(*)::int from pg_locks where locktype = 'advisory' and database =
      (select oid from pg_database where datname = current_database())`,
  );
  return {
    catalog: fingerprint(await readCatalog(client, course)),
    data: await datasetHash(client, course),
    sequences,
    settings,
    locks,
  };
}
