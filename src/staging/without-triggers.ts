import type pg from 'pg';

/**
 * Runs `work` without the triggers that people have made on some tables, in the transaction that is open; foreign
 * keys stay. Readers do not notice.
 *
 * @param tables their names, quoted where they have to be
 */
export async function withoutTriggers(
  client: pg.ClientBase,
  tables: readonly string[],
  work: () => Promise<unknown>,
): Promise<void> {
  const { rows } = await client.query<{ table: string; name: string; how: string }>(
    `select format('%I.%I', nspname, relname) as table, quote_ident(tgname) as name,
            case tgenabled when 'R' then 'replica' when 'A' then 'always' else '' end as how
       from pg_trigger t join pg_class c on c.oid = tgrelid join pg_namespace n on n.oid = relnamespace
      where tgrelid = any ($1::regclass[]) and not tgisinternal and tgenabled <> 'D'`,
    [tables],
  );
  for (const { table, name } of rows) await client.query(`alter table ${table} disable trigger ${name}`);
  await work();
  // Deferred constraints would stand in the way of the next statements.
  await client.query('set constraints all immediate');
  for (const { table, name, how } of rows)
    await client.query(`alter table ${table} enable ${how} trigger ${name}`);
}
