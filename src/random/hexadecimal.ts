import type { Stream } from './stream.ts';

const DIGITS = Buffer.from('0123456789abcdef');
/** Digits are written in place and made a text at once: joining texts takes several times as long. */
let digits = Buffer.alloc(64);

/**
 * Random hexadecimal digits, lower case.
 *
 * @example hexadecimal(new Stream().rekey(keyOf('commit')), 40) // as long as a commit's hash
 */
export function hexadecimal(random: Stream, length: number): string {
  if (digits.length < length) digits = Buffer.alloc(length);
  for (let from = 0; from < length; from += 8) {
    const word = random.word();
    for (let i = 0; i < 8; i++) digits[from + i] = DIGITS[(word >>> (28 - 4 * i)) & 15] ?? 0;
  }
  return digits.toString('latin1', 0, length);
}
