import pRetry from 'p-retry';
import pg from 'pg';

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await pRetry(() => client.connect(), { retries: 0 });
  return client;
}
