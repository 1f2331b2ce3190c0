import type { ClientBase } from 'pg';

/**
 * Sets a setting until the end of the transaction. Resolves to the value before, empty where it had none.
 *
 * @example const before = await exchangeSetting(client, 'lock_timeout', '2s');
 */
export async function exchangeSetting(client: ClientBase, name: string, value: string): Promise<string> {
  const { rows } = await client.query<{ before: string | null }>(
    'select pg_catalog.current_setting($1, true) as before, pg_catalog.set_config($1, $2, true)',
    [name, value],
  );
  return rows[0]?.before ?? '';
}

/** Runs `work` under some settings of the transaction that is open, and puts the previous ones back. */
export const underSettings = async <T>(
  client: ClientBase,
  settings: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> => await underExchanged((name, value) => exchangeSetting(client, name, value), settings, work);

/** Sets a transaction-local setting and resolves to the value that it had, empty where it had none. */
export type Exchange = (name: string, value: string) => Promise<string>;

/** As `underSettings`, where the transaction is not a client's. */
export async function underExchanged<T>(
  exchange: Exchange,
  settings: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before: [string, string][] = [];
  for (const [name, value] of Object.entries(settings)) before.push([name, await exchange(name, value)]);
  try {
    return await work();
  } finally {
    // A transaction that has failed takes them back itself.
    for (const [name, value] of before) await exchange(name, value).catch(() => {});
  }
}
