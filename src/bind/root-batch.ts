import { SeedbedError } from '../errors/error.ts';
import type { AnyFactory } from '../factories/definition.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Address } from '../random/address.ts';
import { Call, type Made } from './graph-builder.ts';
import type { Surroundings as ForCalls } from './parent-finder.ts';

export interface Surroundings extends ForCalls {
  /** Where this binding's rows hang from. */
  readonly root: Address;
  /** How many outermost rows each factory has made. */
  readonly counts: Map<string, number>;
}

/** What a call asks for. */
export interface Asked {
  readonly factory: AnyFactory;
  readonly count: number;
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** The outermost rows of one call, made in memory: all at once, or one part after the other. */
export class RootBatch {
  readonly call: Call;
  /** Those made so far. */
  readonly rows: AnyRow[] = [];
  readonly #around: Surroundings;
  readonly #asked: Asked;
  /** How many the factory had made before. */
  readonly #before: number;
  readonly #restorePins: () => void;

  /** @throws `bad_count` */
  constructor(around: Surroundings, asked: Asked) {
    const { factory, count } = asked;
    if (!Number.isSafeInteger(count) || count < 0)
      throw new SeedbedError('bad_count', {
        message: `${factory.name} cannot make ${count} rows.`,
        details: { factory: factory.name, count },
      });
    this.call = new Call(around);
    this.#around = around;
    this.#asked = asked;
    this.#before = around.counts.get(factory.name) ?? 0;
    this.#restorePins = around.sharedParents.save();
    around.counts.set(factory.name, this.#before + count);
  }

  /** Makes the next rows, and returns them with all that was made for them. */
  make(most = Number.POSITIVE_INFINITY): readonly Made[] {
    const { factory, count, overrides } = this.#asked;
    const first = this.call.made.length;
    const end = Math.min(this.rows.length + most, count);
    while (this.rows.length < end) {
      const address = this.#around.root.child(factory.name, this.#before + this.rows.length);
      this.rows.push(this.call.start(factory, overrides, address));
    }
    return this.call.made.slice(first);
  }

  /** Whether some are still to be made. */
  get isUnfinished(): boolean {
    return this.rows.length < this.#asked.count;
  }

  /** Forgets all rows, and that there was a call. */
  undo(): void {
    this.call.undo();
    this.#around.counts.set(this.#asked.factory.name, this.#before);
    this.#restorePins();
  }
}
