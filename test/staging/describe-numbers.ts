import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import type { Strategy } from '../../src/staging/history.ts';
import { everyServer } from '../support/database.ts';
import { numberedDatabase, type Taker, takeThroughout } from './numbers.ts';

/** A way to reset, and who takes numbers meanwhile. */
export interface Case {
  readonly version: 15 | 18;
  readonly strategy: Strategy;
  readonly taker: Taker;
}

// The structure of this server can be dumped here.
const canDump = (version: 15 | 18): boolean => version === 15 && existsSync('/usr/bin/pg_dump');

/** All there are; where the structure cannot be dumped, only what migrations make can be exchanged. */
export const cases: readonly Case[] = everyServer
  .flatMap(({ version }) =>
    (['rename', 'transaction'] as const).flatMap((strategy) =>
      (['nextval', 'insert'] as const).map((taker) => ({ version, strategy, taker })),
    ),
  )
  .filter(({ version, strategy, taker }) => strategy !== 'rename' || taker !== 'insert' || canDump(version));

/** Tests that no number is given twice, and no kept row lost, while a database is reset. */
export function describeNumbers(
  some: readonly Case[],
  scale: { readonly clients: number; readonly resets: number },
): void {
  const { clients, resets } = scale;
  describe(`of a kept sequence, ${clients} clients throughout ${resets} resets`, () => {
    test.each(some)('get each number once: $taker, by $strategy on PostgreSQL $version', async (one) => {
      const { version, strategy, taker } = one;
      const database = await numberedDatabase(version, taker);
      await database.client.end();
      const { numbers, certain, lost } = await takeThroughout(database, taker, strategy, scale);
      expect(numbers.length).toBeGreaterThan(clients);
      expect(numbers.length - new Set(numbers).size).toBe(0);
      if (strategy === 'rename') expect(lost).toBeGreaterThan(0);
      else expect(lost).toBe(0);
      if (taker === 'nextval') return;
      const client = await connect(database.url);
      const { rows } = await client.query<{ number: string }>('select number from public.receipt');
      await client.end();
      const kept = new Set(rows.map(({ number }) => number));
      expect(certain.filter((number) => !kept.has(number))).toEqual([]);
    });
  });
}
