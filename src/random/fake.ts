import type { Faker, Randomizer } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';
import type { Key } from './key.ts';
import { Stream } from './stream.ts';

// The package's main entry makes a faker for each of its 70 languages, which takes a tenth of a second; this
// one exports no class but through its only faker, and a constructor's type does not say what it constructs.
const FakerClass = english.constructor as typeof Faker;

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
    this.faker = new FakerClass({ locale: english.rawDefinitions, randomizer });
    this.faker.setDefaultRefDate(() => this.#at);
  }

  rekey(row: Key, field: Key, at: Date): void {
    this.stream.rekey(row, field);
    this.#at = at;
  }
}
