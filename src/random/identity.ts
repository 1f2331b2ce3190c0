import type { Address } from './address.ts';
import type { Key } from './key.ts';
import { Stream } from './stream.ts';

// Four digits at a time: building a uuid from bytes took twice as long as the row around it.
const HEX = Array.from({ length: 65536 }, (_, word) => word.toString(16).padStart(4, '0'));
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
  const first = stream.word();
  const second = stream.word();
  const third = stream.word();
  const version = 0x8000 | (first & 0x0fff);
  const variant = 0x8000 | ((first >>> 16) & 0x3fff);
  return `${HEX[(unit >>> 8) & 0xffff]}${HEX[((unit & 0xff) << 8) | ((n >>> 16) & 0xff)]}-${HEX[n & 0xffff]}-${HEX[version]}-${HEX[variant]}-${HEX[second >>> 16]}${HEX[second & 0xffff]}${HEX[third >>> 16]}`;
}
