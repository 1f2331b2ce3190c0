import { connectPinned } from '../database/connect.ts';
import { nameOf } from '../database/name-of.ts';
import { presentTables, withSchema } from '../database/test-server.ts';
import type { Schema } from '../entities/schema.ts';
import { partsOfName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import { countRows } from '../load/row-counts.ts';
import { tablesOf } from '../load/table.ts';
import { readLabel } from '../staging/label.ts';

/**
 * Refuses a database that is labelled, or holds anything but a schema's empty tables: it is needed for something
 * else.
 *
 * @throws `not_a_test_server`
 */
export async function requireTestDatabase(url: string, schema: Schema): Promise<void> {
  const client = await connectPinned(url);
  try {
    const label = await readLabel(client);
    if (label) throw notATestServer(await nameOf(client), [`the label ${label.environment}`]);
    const { own, foreign } = await presentTables(client, schema);
    if (foreign.length > 0) throw notATestServer(await nameOf(client), foreign);
    if (own.length === 0) return;
    const isWhole = tablesOf(schema).every(({ name }) => own.includes(withSchema(partsOfName(name))));
    const rows = isWhole ? Object.entries(await countRows(client, schema)) : [];
    const found = isWhole ? rows.map(([table, count]) => `${table} ${count}`) : own;
    if (found.length > 0) throw notATestServer(await nameOf(client), found);
  } finally {
    await client.end();
  }
}

function notATestServer(database: string, found: readonly string[]): SeedbedError {
  const list = found.length > 4 ? [...found.slice(0, 4), '…'] : found;
  return new SeedbedError('not_a_test_server', {
    message: `The database '${database}' of DATABASE_TEST_URL is not there for tests: it holds ${list.join(', ')}.`,
    details: { database, found },
  });
}
