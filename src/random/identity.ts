import type { Address } from './address.ts';
import { hexadecimal } from './hexadecimal.ts';
import { type Key, keyOf } from './key.ts';
import { Stream } from './stream.ts';

const DIGITS = Buffer.from('0123456789abcdef');
/** Written in place, and then made a text at once: concatenating digits takes longer, and so does all that reads the result. */
const text = Buffer.from('00000000-0000-0000-0000-000000000000');
const stream = new Stream();

/**
 * The uuid (version 8, RFC 9562) of the row at `address` in the table that `table` stands for.
 *
 * Its first 48 bits are the numbers of the address's unit and of the row, so that ids made in order
 * also sort in order and b-tree inserts stay local; the other 74 are derived from the whole address.
 */
export function uuidAt(address: Address, table: Key): string {
  stream.rekey(address.key, table);
  const { unit, n } = address;
  put(unit, 0, 6);
  put(n >>> 16, 6, 2);
  put(n, 9, 4);
  const first = stream.word();
  put(0x8000 | (first & 0x0fff), 14, 4);
  put(0x8000 | ((first >>> 16) & 0x3fff), 19, 4);
  put(stream.word(), 24, 8);
  put(stream.word() >>> 16, 32, 4);
  return text.toString('latin1');
}

/** Half of what an `int` holds, so that rows have room behind the highest place. */
const PLACES = 2 ** 30;

/**
 * A whole number from 1 to 2^31 - 1 for the key of the row at `address` in the table that `table` stands for. Rows of
 * one label below one address have numbers in a row; where these begin is derived from that address, so that two
 * places meet by chance only: once in a hundred thousand pairs of places with a thousand rows each.
 */
export function ordinalAt(address: Address, table: Key): number {
  stream.rekey(address.parent?.key ?? address.key, table);
  return 1 + (stream.word() % PLACES) + address.n;
}

/**
 * Where the whole numbers of a dataset begin behind 0: at 0, or with a name elsewhere, so that it can be added to
 * another one.
 */
export const firstOrdinal = (namespace: string): number =>
  namespace === '' ? 0 : keyOf(namespace).low % PLACES;

/**
 * A uuid (version 4) of random digits, for a key of a row that is in no table here.
 *
 * @example randomUuid(new Stream().rekey(keyOf('learner')))
 */
export function randomUuid(random: Stream): string {
  const digits = hexadecimal(random, 32);
  const variant = DIGITS[8 + (Number.parseInt(digits.charAt(16), 16) & 3)] ?? 0;
  const last = `${String.fromCharCode(variant)}${digits.slice(17, 20)}-${digits.slice(20)}`;
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${last}`;
}

/** Writes the last digits of a number at a place of the text. */
function put(number: number, from: number, digits: number): void {
  for (let i = from + digits - 1, rest = number; i >= from; i--, rest >>>= 4) {
    text[i] = DIGITS[rest & 15] ?? 0;
  }
}
