import type { Key } from '../random/key.ts';
import { permute } from '../random/permutation.ts';

/** Of this many parents in a hundred, some have children. */
const WITH_CHILDREN = 85;

/**
 * Shares children out among parents as life does: a few have many, most have some, and some have none. Which is which
 * follows from the key alone, and each parent's children have numbers in a row.
 */
export class Fan {
  readonly #children: number;
  readonly #parents: number;
  readonly #chosen: number;
  readonly #key: Key;

  constructor(key: Key, children: number, parents: number) {
    this.#key = key;
    this.#children = children;
    this.#parents = parents;
    this.#chosen = Math.max(1, Math.ceil((parents * WITH_CHILDREN) / 100));
  }

  /** The number of the parent of the n-th child. */
  parentOf(n: number): number {
    const chosen = this.#chosen;
    let place = Math.min(chosen - 1, Math.floor(chosen * Math.cbrt(n / this.#children)));
    // The root is rounded in a way that machines may differ in; products of whole numbers are not.
    while (place > 0 && this.#start(place) > n) place--;
    while (place + 1 < chosen && this.#start(place + 1) <= n) place++;
    return permute(this.#key, this.#parents, place);
  }

  /** The number of the first child of the parent at a place: the further behind, the more each has. */
  #start(place: number): number {
    const share = place / this.#chosen;
    return Math.ceil(this.#children * share * share * share);
  }
}
