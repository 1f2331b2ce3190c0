import { SeedbedError } from '../errors/error.ts';

/** Each row that a `within` holds for a parent has a row already, where it may have only one. Nothing was written. */
export function poolUsedUp(
  factory: string,
  parent: string,
  held: number,
  unique: readonly string[],
): SeedbedError {
  const alike =
    unique.length > 1 ? ` of the same ${unique.filter((name) => name !== parent).join(', ')}` : '';
  const all = held === 1 ? 'The one' : `All ${held}`;
  return new SeedbedError('pool_used_up', {
    message: `${all} that within holds for the ${parent} of ${factory} ${held === 1 ? 'has' : 'have'} a ${factory}${alike} already.`,
    hint: `Hold more of them, make fewer, or pass another ${parent}.`,
    details: { factory, parent, held, unique },
  });
}
