import type { Stream } from '../../random/stream.ts';
import { weighted } from '../latent.ts';

/** One of the items, each with a probability in proportion to its weight; none where there is none. */
export const pickWeighted = <T>(
  random: Stream,
  items: readonly T[],
  weight: (item: T) => number,
): T | undefined => items[weighted(random, items.map(weight)) ?? -1];
