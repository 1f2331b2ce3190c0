import { freshDatabase } from '../support/database.ts';
import { type Drawn, draw } from './datasets/draw.ts';
import type { Tally } from './datasets/tally.ts';
import { validDataset } from './datasets/valid.ts';

/** How many valid ones the others are made of. */
export const VALID = 8;

/** Small datasets, some valid and most corrupted in one row, and how often each rule is violated in them, which
 * is to be `wanted` times. */
export async function smallDatasets(
  count: number,
  wanted: number,
): Promise<{ drawn: Drawn[]; tally: Tally }> {
  const { client } = await freshDatabase({ template: 'course' });
  const bases = [];
  for (let seed = 1; seed <= VALID; seed++) bases.push(await validDataset(client, seed));
  return draw(bases, count, wanted);
}
