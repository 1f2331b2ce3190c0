import type pg from 'pg';

/**
 * Disables the triggers that the platform has on some tables, in the transaction that is open; foreign keys stay.
 * Readers do not notice. Resolves to the statements that enable them as they were.
 *
 * @param tables their names, quoted where they have to be
 * @example for (const statement of await disableTriggers(client, ['public.invoice'])) await client.query(statement);
 */
export async function disableTriggers(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ disable: string; enable: string }>(
    `select format('alter table %I.%I disable trigger %I', nspname, relname, tgname) as disable,
            format('alter table %I.%I enable %s trigger %I', nspname, relname,
              case tgenabled when 'R' then 'replica' when 'A' then 'always' else '' end, tgname) as enable
       from pg_trigger t join pg_class c on c.oid = tgrelid join pg_namespace n on n.oid = relnamespace
      where tgrelid = any ($1::regclass[]) and not tgisinternal and tgenabled <> 'D'`,
    [tables],
  );
  for (const { disable } of rows) await client.query(disable);
  // Deferred constraints would stand in the way of the statements that enable them.
  return rows.length === 0 ? [] : ['set constraints all immediate', ...rows.map(({ enable }) => enable)];
}
