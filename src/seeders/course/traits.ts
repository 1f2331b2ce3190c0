import type { Stream } from '../../random/stream.ts';
import { mixed, normal } from '../latent.ts';

/** What a person is like in all courses; each is normal with mean 0 and standard deviation 1 over all people. */
export interface Traits {
  /** How easily they solve a task. */
  readonly ability: number;
  /** How early they begin; of the able, more do. */
  readonly earliness: number;
  /** How long they keep trying. */
  readonly persistence: number;
  /** How much they write. */
  readonly voice: number;
}

/** The able are a little earlier, which is why who hands in early has better grades. */
const ABLE_ARE_EARLY = 0.55;

export function traitsOf(random: Stream): Traits {
  const ability = normal(random);
  const earliness = mixed(ability, normal(random), ABLE_ARE_EARLY);
  return { ability, earliness, persistence: normal(random), voice: normal(random) };
}
