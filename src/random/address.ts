import { deriveKey, type Key, keyOf } from './key.ts';

const labels = new Map<string, Key>();

function labelKey(label: string): Key {
  const known = labels.get(label);
  if (known) return known;
  const key = keyOf(label);
  labels.set(label, key);
  return key;
}

/** Where every row of a dataset hangs from: what makes two datasets equal or different. */
export interface Origin {
  /** Any whole number or text; equal seeds give equal data. */
  readonly seed: number | string;
  /** The dataset's reference time: "now", as far as the data is concerned. */
  readonly now: Date;
  /** Keeps several fillings of one database apart: lower-case letters and digits, or empty. */
  readonly namespace?: string;
}

/**
 * The place of a row in its dataset, such as `course:5/member:17`. An address is all that a row's
 * random values depend on, so any row can be made without making the others.
 *
 * @example
 * const root = Address.root({ seed: 42, at: new Date('2026-01-15T10:00:00Z') });
 * String(root.child('course', 5).child('member', 17)); // 'course:5/member:17'
 */
export class Address {
  readonly parent: Address | null;
  readonly label: string;
  /** The row's number among those of its label below its parent. */
  readonly n: number;
  readonly key: Key;
  readonly now: Date;
  /** The number of the address's first segment: the unit of the dataset that it belongs to. */
  readonly unit: number;
  readonly #origin: { readonly now: Date; readonly namespace: string };
  #tag: string | undefined;

  private constructor(
    parent: Address | null,
    label: string,
    n: number,
    key: Key,
    unit: number,
    origin: { readonly now: Date; readonly namespace: string },
  ) {
    this.parent = parent;
    this.label = label;
    this.n = n;
    this.key = key;
    this.unit = unit;
    this.now = origin.now;
    this.#origin = origin;
  }

  /** The address that all others of a dataset are below. */
  static root(origin: Origin): Address {
    const namespace = origin.namespace ?? '';
    const key = keyOf(`${typeof origin.seed}:${origin.seed}/${namespace}`);
    return new Address(null, '', 0, key, 0, { now: origin.now, namespace });
  }

  /** The n-th (0 to 2^32 - 1) address of that label below this one. */
  child(label: string, n: number): Address {
    const key = deriveKey(this.key, labelKey(label), n);
    const unit = this.parent === null ? n : this.unit;
    return new Address(this, label, n, key, unit, this.#origin);
  }

  /**
   * A short text of lower-case letters and digits that no other address of the same label has, to be
   * part of unique values: `17` for `user:17`, `course5n17` for `course:5/user:17`. Labels are letters.
   */
  get tag(): string {
    this.#tag ??= this.#makeTag();
    return this.#tag;
  }

  /** What keeps this filling of a database apart from others; empty where nothing does. */
  get namespace(): string {
    return this.#origin.namespace;
  }

  #makeTag(): string {
    let tag = String(this.n);
    for (let above = this.parent; above?.parent; above = above.parent) {
      tag = `${above.label.toLowerCase()}${above.n}n${tag}`;
    }
    // At the end, where it cannot be taken for one of the labels above.
    return this.#origin.namespace === '' ? tag : `${tag}n${this.#origin.namespace}`;
  }

  toString(): string {
    const own = `${this.label}:${this.n}`;
    return this.parent?.parent ? `${this.parent}/${own}` : own;
  }
}
