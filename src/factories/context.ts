import type { Faker } from '@faker-js/faker';
import { Address } from '../random/address.ts';
import { KeyedFaker } from '../random/fake.ts';
import { ordinalAt, uuidAt } from '../random/identity.ts';
import type { Key } from '../random/key.ts';
import type { Stream } from '../random/stream.ts';

type Values = Readonly<Record<string, unknown>>;

const NOWHERE = Address.root({ seed: 0, now: new Date(0) });
const NOTHING: Values = {};

/** The one context object of a factory: pointed at a row, then at each of its columns in turn. */
export class RowContext {
  readonly fake: Faker;
  readonly random: Stream;
  row = NOTHING;
  parents = NOTHING;
  transient = NOTHING;
  readonly #faker = new KeyedFaker();
  readonly #table: Key;
  #address = NOWHERE;

  constructor(table: Key) {
    this.#table = table;
    this.fake = this.#faker.faker;
    this.random = this.#faker.stream;
  }

  get n(): number {
    return this.#address.n;
  }

  get tag(): string {
    return this.#address.tag;
  }

  get now(): Date {
    return this.#address.now;
  }

  // An arrow, so that a definition may take it apart: `({ id }) => id()`.
  readonly id = (): string => uuidAt(this.#address, this.#table);

  readonly ordinal = (): number => ordinalAt(this.#address, this.#table);

  startRow(address: Address, row: Values, given: Values, transient: Values): void {
    this.#address = address;
    this.row = row;
    this.parents = given;
    this.transient = transient;
  }

  startColumn(column: Key): void {
    this.#faker.rekey(this.#address.key, column, this.#address.now);
  }
}
