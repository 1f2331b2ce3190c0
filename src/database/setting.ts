import type { ClientBase } from 'pg';

/**
 * Sets a setting until the end of the transaction. Resolves to the value before, empty where it had none.
 *
 * @example const before = await exchangeSetting(client, 'lock_timeout', '2s');
 */
export async function exchangeSetting(client: ClientBase, name: string, value: string): Promise<string> {
  const { rows } = await client.query<{ before: string | null }>(
    'select current_setting($1, true) as before, set_config($1, $2, true)',
    [name, value],
  );
  return rows[0]?.before ?? '';
}
