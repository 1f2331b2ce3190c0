import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * The same connection, on which PostgreSQL plans a query once however often it comes: where the rows are few,
 * planning takes longer than the query itself.
 */
export function plannedOnce(client: pg.Client): pg.Client {
  const query = (config: string | pg.QueryConfig, values?: unknown[]) => {
    const asked = typeof config === 'string' ? { text: config } : config;
    const name = asked.text.startsWith('select') ? { name: nameOf(asked.text) } : {};
    return client.query({ ...asked, ...name, ...(values && { values }) });
  };
  return new Proxy(client, {
    get: (_, key) => (key === 'query' ? query : Reflect.get(client, key, client)),
  });
}

/** PostgreSQL's own names end after 63 characters. */
const nameOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
