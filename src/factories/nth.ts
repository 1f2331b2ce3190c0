/**
 * The n-th of a list, counted from 0; after the last one comes the first again.
 *
 * @throws RangeError where the list is empty
 * @example nth(['a', 'b'], 2) // 'a'
 */
export function nth<T>(list: readonly T[], n: number): T {
  if (list.length === 0) throw new RangeError('nothing is in an empty list');
  // The index is in range by construction; the check above covers the empty list.
  return list[n % list.length] as T;
}
