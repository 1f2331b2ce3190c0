import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { check, ruleNames } from './checker/check.ts';
import { tables } from './checker/schema/tables.ts';
import type { Drawn } from './datasets/draw.ts';
import { smallDatasets, VALID } from './datasets.ts';
import { Guarded } from './guarded.ts';

const DATASETS = 600;

let client: pg.Client;
let drawn: Drawn[];
beforeAll(async () => {
  ({ client } = await freshDatabase({ template: 'course' }));
  ({ drawn } = await smallDatasets(DATASETS, 20));
});

describe('the checker', () => {
  test('finds nothing in valid datasets', () => {
    const bases = new Set(drawn.map(({ base }) => base));
    expect(bases.size).toBe(VALID);
    for (const base of bases) expect(check(base)).toEqual([]);
  });

  test('knows the constraints and unique indexes of the migrated database by name', async () => {
    const { rows } = await client.query<{ table: string; rule: string }>(`
      select relname as table, conname as rule from pg_constraint join pg_class on pg_class.oid = conrelid
       where ${ours}
      union
      select relname, indexrelid::regclass::text from pg_index join pg_class on pg_class.oid = indrelid
       where ${ours} and indisunique`);
    expect(rows.length).toBeGreaterThan(300);
    expect(ruleNames).toEqual(expect.arrayContaining(rows));
  });

  test('knows what the columns of the migrated database take', async () => {
    const { rows } = await client.query<{ table: string; column: string; values: string[] | null }>(`
      select relname as table, attname as column, not attnotnull as nullable,
             case when atttypmod > 0 then atttypmod - 4 end as length,
             (select json_agg(enumlabel order by enumsortorder) from pg_enum where enumtypid = atttypid) as values
        from pg_attribute join pg_class on pg_class.oid = attrelid
       where ${ours} and attnum > 0 and not attisdropped`);
    const known = Object.entries(tables).flatMap(([table, { columns }]) =>
      Object.entries(columns).map(([column, { nullable, length = null, values = null }]) => ({
        table,
        column,
        nullable,
        length,
        values: values && [...values].sort(),
      })),
    );
    const sorted = rows.map((row) => ({ ...row, values: row.values && [...row.values].sort() }));
    expect(sorted).toHaveLength(known.length);
    expect(sorted).toEqual(expect.arrayContaining(known));
  });

  test('finds what the constraints of the migrated database refuse, and nothing else', async () => {
    const database = await Guarded.open(client);
    let refused = 0;
    for (const { base, corruption, violations } of drawn) {
      if (!corruption || !database.answers(corruption)) continue;
      const violated = violations.map(({ rule }) => rule);
      const answer = await database.answer(base, corruption);
      if (answer === undefined) {
        expect(violated.filter(database.guards)).toEqual([]);
      } else {
        expect(violated.filter((rule) => answer.has(rule))).not.toEqual([]);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(DATASETS / 2);
  });
});

const ours = `relnamespace = 'public'::regnamespace and relname in (${Object.keys(tables).map(pg.escapeLiteral).join()})`;
