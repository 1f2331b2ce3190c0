import pg from 'pg';
import { inPublic } from '../../database/in-public.ts';
import { platformPath } from '../../database/session-settings.ts';
import { underSettings } from '../../database/setting.ts';
import type { Schema } from '../../entities/schema.ts';
import { tablesOf } from '../../load/table.ts';
import { disableTriggers } from '../disable-triggers.ts';
import { copyRows } from './copy.ts';

/** Takes over what people have made of titles of roles and the like, which belong to the schema. */
export async function carryLookups(from: pg.ClientBase, to: pg.ClientBase, schema: Schema): Promise<void> {
  for (const { entity, rows } of schema.lookups) {
    const table = tablesOf(schema).find((one) => one.entity === entity);
    const [key] = table?.primary ?? [];
    if (!table || key === undefined) continue;
    const name = inPublic(table.name);
    const { rows: found } = await to.query<{ columns: string[] }>(
      `select array_agg(quote_ident(attname) order by attnum) as columns from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [name],
    );
    const columns = found[0]?.columns ?? [];
    const list = columns.join(', ');
    const keys = rows.map((row) => pg.escapeLiteral(String(row[key]))).join(', ');
    await to.query(`create temporary table carried as select ${list} from only ${name} with no data`);
    const query = `select ${list} from only ${name} where ${pg.escapeIdentifier(key)}::text in (${keys})`;
    await copyRows(from, query, to, `pg_temp.carried (${list})`);
    const changes = columns.map((column) => `${column} = excluded.${column}`).join(', ');
    const enable = await disableTriggers(to, [name]);
    const insert = `insert into ${name} (${list}) overriding system value select * from pg_temp.carried
      on conflict (${pg.escapeIdentifier(key)}) do update set ${changes}`;
    await underSettings(to, { search_path: platformPath }, () => to.query(insert));
    for (const statement of enable) await to.query(statement);
    await to.query('drop table pg_temp.carried');
  }
}
