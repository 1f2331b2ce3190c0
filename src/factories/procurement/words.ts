import { nth } from '../nth.ts';
import words from './words.json' with { type: 'json' };

/** Names of organisations; most datasets have fewer. */
export const { organisationNames } = words;

/** What is ordered, with the price of one, what it is for, and how many are usual. */
export const { products } = words;
export type Product = (typeof products)[number];

/** What organisations are, and what they buy. */
export const { kinds } = words;

const { places, parts } = words;

/**
 * The name of the k-th organisation, which is of the k-th kind. All are different.
 *
 * @example organisationName(0) // 'Northfield Hospital'
 */
export function organisationName(k: number): string {
  // Every kind is at each place once, before the parts of the places follow.
  const round = Math.floor(k / kinds.length);
  const place = nth(places, 7 * (k % kinds.length) + round);
  const part = Math.floor(round / places.length);
  const more = Math.floor(part / parts.length);
  const name = `${nth(parts, part)} ${place} ${nth(kinds, k).name}`.trim();
  return more === 0 ? name : `${name} ${more + 1}`;
}
