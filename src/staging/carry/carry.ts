import type pg from 'pg';
import { platformPath } from '../../database/session-settings.ts';
import { underSettings } from '../../database/setting.ts';
import type { Schema } from '../../entities/schema.ts';
import type { RowKeys } from '../../load/staying.ts';
import { disableTriggers } from '../disable-triggers.ts';
import { carriedTables } from '../platform-tables.ts';
import { readConstraints } from './constraints.ts';
import { copyTable, explainRow } from './copy.ts';
import { exactTables } from './exact.ts';
import { type LostTargets, settleReferences } from './fate.ts';
import { rowsInTheWay } from './rows-in-the-way.ts';
import { carrySequences } from './sequences.ts';
import { carryStaying } from './staying.ts';
import { refreshViews } from './views.ts';

/**
 * Takes what no scenario makes into a new database that a scenario has filled: the rows of other tables, the baseline,
 * what people have made of the lookup rows, and where sequences are. Each table is proven to hold the same rows on both sides;
 * then rows whose targets are gone share their fate as their foreign keys say. Keys and checks are as before,
 * validated or not.
 *
 * @param from in a transaction in which no other session writes the tables, and which is rolled back
 * @throws `rows_in_the_way`
 */
export async function carryOver(
  from: pg.ClientBase,
  to: pg.ClientBase,
  schema: Schema,
  baseline: RowKeys,
): Promise<readonly LostTargets[]> {
  await to.query('begin');
  const tables = await carriedTables(to, schema);
  const names = tables.map(({ name }) => name);
  const constraints = await readConstraints(to, names);
  for (const { drop } of constraints) await to.query(drop);
  // What triggers would do has been done, when the rows were first written.
  const enable = await disableTriggers(to, names);
  const asides: Aside[] = [];
  for (const name of names) if (await hasRows(to, name)) asides.push(await putAside(to, name));
  for (const table of await exactTables(from, names)) await copyTable(from, to, table);
  const lost = await settleReferences(from, to, tables);
  for (const aside of asides) await putBack(to, aside);
  for (const statement of enable) await to.query(statement);
  for (const { table, make } of constraints) {
    for (const statement of make) {
      await to.query(statement).catch((error: unknown) => {
        throw explainRow(table, error);
      });
    }
  }
  await carryStaying(from, to, schema, baseline);
  await carrySequences(from, to, schema);
  await to.query('commit');
  await refreshViews(from, to);
  return lost;
}

/** Rows that triggers have written while the scenario was loaded. */
interface Aside {
  readonly name: string;
  readonly copy: string;
}

async function putAside(to: pg.ClientBase, name: string): Promise<Aside> {
  const { rows } = await to.query<{ copy: string }>(`select format('aside_%s', $1::regclass::oid) as copy`, [
    name,
  ]);
  const copy = rows[0]?.copy ?? '';
  await to.query(`create temporary table ${copy} on commit drop as select * from only ${name}`);
  await to.query(`delete from only ${name}`);
  return { name, copy };
}

async function putBack(to: pg.ClientBase, { name, copy }: Aside): Promise<void> {
  if (await hasRows(to, name)) {
    throw rowsInTheWay(name, 'triggers write there too while the scenario is loaded');
  }
  const { rows } = await to.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [name],
  );
  const columns = rows[0]?.columns;
  if (columns)
    await underSettings(to, { search_path: platformPath }, () =>
      to.query(
        `insert into ${name} (${columns}) overriding system value select ${columns} from pg_temp.${copy}`,
      ),
    );
}

async function hasRows(client: pg.ClientBase, name: string): Promise<boolean> {
  return (await client.query(`select from only ${name} limit 1`)).rowCount !== 0;
}
