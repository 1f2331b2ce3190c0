import { base, en, Faker, type Randomizer } from '@faker-js/faker';
import type { Key } from './key.ts';
import { Stream } from './stream.ts';

/**
 * A faker whose randomness and reference date are set anew for each field, in O(1).
 *
 * @example
 * const fake = new KeyedFaker();
 * fake.rekey(keyOf('row'), keyOf('field'), new Date('2026-01-15T10:00:00Z'));
 * fake.faker.person.firstName();
 */
export class KeyedFaker {
  readonly stream = new Stream();
  readonly faker: Faker;
  #at = new Date(0);

  constructor() {
    const randomizer: Randomizer = {
      next: () => this.stream.unit(),
      // Reseeding would make a field depend on who called before it; the key is the only seed.
      seed: () => {},
    };
    this.faker = new Faker({ locale: [en, base], randomizer });
    this.faker.setDefaultRefDate(() => this.#at);
  }

  rekey(row: Key, field: Key, at: Date): void {
    this.stream.rekey(row, field);
    this.#at = at;
  }
}
