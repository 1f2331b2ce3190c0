import { expect, it } from 'vitest';
import { plainIndexes } from './support/keys.ts';
import { onEachServer } from './support/schema.ts';

interface Found {
  readonly name: string;
  readonly on: string;
}

onEachServer((db) => {
  const plain = () =>
    db.rows<Found>(
      `select relname as name,
              (select relname from pg_class where oid = indrelid) || ' ' || amname || ' ('
                || (select string_agg(attname, ', ') from pg_attribute where attrelid = indrelid and attnum = any (indkey))
                || ')' || coalesce(' where ' || pg_get_expr(indpred, indrelid), '') as on
         from pg_index join pg_class on pg_class.oid = indexrelid join pg_am on pg_am.oid = relam
        where relnamespace = 'public'::regnamespace and not indisunique and indisvalid`,
    );

  it('there are these indexes and no others', async () => {
    const expected = plainIndexes.map(({ table, column, method }) => `${table} ${method} (${column})`);
    expect((await plain()).map(({ on }) => on).sort()).toEqual(expected.sort());
  });

  it('they have the names that PostgreSQL gives', async () => {
    // Of two indexes on one column, the second one made ends in 1.
    const expected = plainIndexes.map(({ table, column }, at) => {
      const twin = plainIndexes.findIndex((other) => other.table === table && other.column === column) < at;
      return `${table}_${column}_idx${twin ? '1' : ''}`;
    });
    expect((await plain()).map(({ name }) => name).sort()).toEqual(expected.sort());
  });

  it('a path index finds a subtree by its ancestor', async () => {
    await db.client.query('set local enable_seqscan = off; set local enable_indexscan = on');
    const plan = await db.rows<{ 'QUERY PLAN': string }>(
      `explain select from organization where path <@ 'org1'::ltree`,
    );
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/organization_path_idx/);
  });
});
