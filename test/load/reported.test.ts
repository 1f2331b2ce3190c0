import { describe, expect, test } from 'vitest';
import { ColumnValues } from '../../src/load/column-values.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { expectStoredAsGiven } from './stored-as-given.ts';

/** Values that others report as changed on the way to PostgreSQL, and where. */
const reported: readonly (readonly [string, string, unknown, 'stored' | 'refused'])[] = [
  ['drizzle-team/drizzle-orm#4911', 'jsonb', '1234', 'stored'],
  ['drizzle-team/drizzle-orm#5287', 'jsonb', [{ a: 'x' }], 'stored'],
  ['brianc/node-postgres#1943', 'numeric[]', ['NaN', Number.NaN], 'stored'],
  ['brianc/node-postgres#1166', 'bytea', new Uint8Array(80_000).fill(7), 'stored'],
  ['brianc/node-pg-types#24', 'bytea[]', [new Uint8Array([0]), Buffer.from('\\')], 'stored'],
  ['brianc/node-postgres#107', 'numeric', '294733346389144765940638005275322203805', 'stored'],
  ['brianc/node-postgres#1300', 'bigint', 2 ** 53, 'refused'],
  ['brianc/node-postgres#1200', 'timestamptz', '2017-01-01 00:00:00.00001+00', 'stored'],
  ['bendrucker/postgres-date#14', 'timestamptz(0)', new Date(1_999), 'refused'],
  ['jeremyevans/sequel#444', 'double precision', Number.NEGATIVE_INFINITY, 'stored'],
  ['oven-sh/bun#39777', 'double precision[]', [Number.POSITIVE_INFINITY, null], 'stored'],
  ['brianc/node-postgres#1613', 'integer', Number.NaN, 'refused'],
  ['drizzle-team/drizzle-orm#2278', 'timestamp(3)', new Date('2024-05-08T10:00:00.123Z'), 'stored'],
];

describe.each(everyServer)('a value that others saw changed on PostgreSQL $version', async ({ version }) => {
  const { client } = await freshDatabase({ version });
  await client.query(`set timezone to 'UTC'`);

  test.each(reported)('%s: %s', async (_, type, value, outcome) => {
    const column = { property: 'value', name: 'value', type, nullable: true, notNull: '' };
    const rule = new ColumnValues('thing', column).brokenBy(value);
    expect(rule === undefined ? 'stored' : 'refused').toBe(outcome);
    await expectStoredAsGiven(client, { type, values: [value] }, { runs: 0, seed: 1 });
  });
});
