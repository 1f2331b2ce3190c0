import { closest, distance } from 'fastest-levenshtein';

/** The name that is most like another one, if one is. */
export function nearestOf(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(name, [...known]);
  // Two letters of each three may be others.
  return distance(name, nearest) <= Math.max(2, (Math.max(name.length, nearest.length) * 2) / 3)
    ? nearest
    : undefined;
}
