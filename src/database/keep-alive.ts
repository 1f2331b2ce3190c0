import type pg from 'pg';

/** The driver's types leave these two methods out. */
type Referable = pg.ClientBase & { ref(): void; unref(): void };

/** Whether an open client keeps its process from ending by itself. */
export function keepAlive(client: pg.ClientBase, whether: boolean): void {
  // Every client of the driver has them.
  const referable = client as Referable;
  if (whether) referable.ref();
  else referable.unref();
}

/**
 * Lets a client keep its process from ending by itself only while it waits for an answer, or for what it listens to.
 */
export function letProcessEnd(client: pg.ClientBase): void {
  const referable = client as Referable; // as above
  const send: (...parameters: unknown[]) => unknown = client.query.bind(client);
  const query = (...parameters: unknown[]): unknown => {
    referable.ref();
    return send(...parameters);
  };
  // The driver's overloads stay true of it: it hands everything on.
  client.query = query as typeof client.query;
  client.on('drain', () => {
    if (client.listenerCount('notification') === 0) referable.unref();
  });
  referable.unref();
}

/** Keeps the process from ending by itself until something is settled, whatever that waits for. */
export async function keepAliveFor<T>(work: Promise<T>): Promise<T> {
  const holding = setInterval(() => {}, 1_000);
  return await work.finally(() => clearInterval(holding));
}
