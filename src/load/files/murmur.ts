/** 128 bits as four unsigned 32-bit words, the lowest first: written in place, so that hashing allocates nothing. */
export type Words = Uint32Array;

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

const { imul } = Math;
const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

const mix1 = (k: number): number => imul(rotate(imul(k, C1), 15), C2);
const mix2 = (k: number): number => imul(rotate(imul(k, C2), 16), C3);
const mix3 = (k: number): number => imul(rotate(imul(k, C3), 17), C4);
const mix4 = (k: number): number => imul(rotate(imul(k, C4), 18), C1);

/**
 * MurmurHash3_x86_128 with seed 0 (Austin Appleby, public domain): every bit depends on every byte, at a
 * tenth of the time that a cryptographic hash takes for a row. `mmh3.hash128(bytes, x64arch=False)` in Python.
 *
 * @param out receives the words
 */
export function murmur(out: Words, bytes: DataView, from: number, to: number): void {
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  const length = to - from;
  const tail = to - (length & 15);
  for (let i = from; i < tail; i += 16) {
    h1 = (imul(rotate(h1 ^ mix1(bytes.getInt32(i, true)), 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 = (imul(rotate(h2 ^ mix2(bytes.getInt32(i + 4, true)), 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 = (imul(rotate(h3 ^ mix3(bytes.getInt32(i + 8, true)), 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 = (imul(rotate(h4 ^ mix4(bytes.getInt32(i + 12, true)), 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  h1 ^= mix1(wordAt(bytes, tail, to)) ^ length;
  h2 ^= mix2(wordAt(bytes, tail + 4, to)) ^ length;
  h3 ^= mix3(wordAt(bytes, tail + 8, to)) ^ length;
  h4 ^= mix4(wordAt(bytes, tail + 12, to)) ^ length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = avalanche((h2 + h1) | 0);
  h3 = avalanche((h3 + h1) | 0);
  h4 = avalanche((h4 + h1) | 0);
  h1 = (avalanche(h1) + h2 + h3 + h4) | 0;
  out[0] = h1;
  out[1] = h2 + h1;
  out[2] = h3 + h1;
  out[3] = h4 + h1;
}

/** The up to four bytes that are left there, little-endian; 0 where none is left. */
function wordAt(bytes: DataView, at: number, to: number): number {
  let word = 0;
  for (let i = Math.min(at + 3, to - 1); i >= at; i--) word = (word << 8) | bytes.getUint8(i);
  return word;
}

function avalanche(word: number): number {
  const first = imul(word ^ (word >>> 16), 0x85ebca6b);
  const second = imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}
