import type pg from 'pg';

/** The driver's types leave these two methods out. */
type Referable = pg.Client & { ref(): void; unref(): void };

/** Whether an open client keeps its process from ending by itself. */
export function keepAlive(client: pg.Client, whether: boolean): void {
  // Every client of the driver has them.
  const referable = client as Referable;
  if (whether) referable.ref();
  else referable.unref();
}
