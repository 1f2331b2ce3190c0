import { murmur } from './murmur.ts';

const NEWLINE = 0x0a;

/**
 * What the rows of a table come to, in whatever order and in however many pieces: how many they are, the bytes
 * of their COPY text, and a hash. The hash is the sum, modulo 2^128, of `murmur` of each row's COPY text without
 * its newline. So the sums of several parts, added up, are those of the whole.
 *
 * @example
 * const digest = new Digest();
 * digest.update(Buffer.from('1\tAda\n2\tEve\n'));
 * digest.rows; // 2
 */
export class Digest {
  rows = 0;
  bytes = 0;
  readonly #sum = new Uint32Array(4);
  readonly #row = new Uint32Array(4);

  /** Takes whole lines of COPY text. */
  update(text: Buffer): void {
    const view = new DataView(text.buffer, text.byteOffset, text.byteLength);
    let from = 0;
    for (let to = text.indexOf(NEWLINE); to >= 0; to = text.indexOf(NEWLINE, from)) {
      murmur(this.#row, view, from, to);
      this.#add();
      this.rows++;
      from = to + 1;
    }
    this.bytes += text.byteLength;
  }

  /** 32 hexadecimal digits. */
  get hash(): string {
    return [...this.#sum]
      .reverse()
      .map((word) => word.toString(16).padStart(8, '0'))
      .join('');
  }

  #add(): void {
    let carry = 0;
    for (let i = 0; i < 4; i++) {
      const sum = (this.#sum[i] ?? 0) + (this.#row[i] ?? 0) + carry;
      this.#sum[i] = sum;
      carry = sum > 0xffffffff ? 1 : 0;
    }
  }
}

/** The sum of several hashes, as of the parts of one table. */
export function sumOfHashes(hashes: readonly string[]): string {
  const sum = hashes.reduce((so, hash) => so + BigInt(`0x${hash}`), 0n);
  return BigInt.asUintN(128, sum).toString(16).padStart(32, '0');
}
