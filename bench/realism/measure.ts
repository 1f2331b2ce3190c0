import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { type Metric, metrics } from './metrics.ts';

const tables = readFileSync(new URL('tables.sql', import.meta.url), 'utf8');

export interface Measured {
  readonly metric: Metric;
  readonly value: number;
}

/**
 * Measures a seeded database of the domain course. Leaves temporary tables in the session.
 *
 * @param which which metrics; all unless given
 */
export async function measure(
  client: pg.ClientBase,
  which: (metric: Metric) => boolean = () => true,
): Promise<Measured[]> {
  await client.query(tables);
  const measured: Measured[] = [];
  for (const metric of metrics.filter(which)) {
    const { rows } = await client.query<unknown[]>({ text: metric.query, rowMode: 'array' });
    measured.push({ metric, value: Number(rows[0]?.[0] ?? Number.NaN) });
  }
  return measured;
}

/** Whether a value is within the target; what could not be measured is not. */
export const isMet = ({ metric: { from, to }, value }: Measured): boolean =>
  value >= (from ?? Number.NEGATIVE_INFINITY) && value <= (to ?? Number.POSITIVE_INFINITY);
