import pg from 'pg';

export type Settings = Readonly<Record<string, string>>;

/** Sends a statement, and resolves to its rows. */
type Send = (sql: string) => Promise<readonly { name: string; before: string | null }[]>;

const { escapeLiteral } = pg;

/** SQL that sets settings until the end of the transaction; its rows say what they were before. */
export const settingsQuery = (settings: Settings): string =>
  `select name, pg_catalog.current_setting(name, true) as before, pg_catalog.set_config(name, value, true)
     from (values ${Object.entries(settings).map((one) => `(${one.map(escapeLiteral)})`)}) as setting (name, value)`;

/** Applies settings until the end of the transaction that is open; resolves to what they were, to be applied again. */
export const exchangeSettings = async (client: pg.ClientBase, settings: Settings): Promise<Settings> =>
  await exchangeSettingsBy(async (sql) => (await client.query(sql)).rows, settings);

/** As `exchangeSettings`, where the transaction is not a client's. */
export async function exchangeSettingsBy(send: Send, settings: Settings): Promise<Settings> {
  if (Object.keys(settings).length === 0) return {};
  const rows = await send(settingsQuery(settings));
  return Object.fromEntries(rows.map(({ name, before }) => [name, before ?? '']));
}

/** Runs `work` under some settings of the transaction that is open, and puts the previous ones back. */
export async function underSettings<T>(
  client: pg.ClientBase,
  settings: Settings,
  work: () => Promise<T>,
): Promise<T> {
  const before = await exchangeSettings(client, settings);
  try {
    return await work();
  } finally {
    // A transaction that has failed takes them back itself.
    await exchangeSettings(client, before).catch(() => {});
  }
}
