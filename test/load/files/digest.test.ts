import { expect, test } from 'vitest';
import { Digest } from '../../../src/load/files/digest.ts';
import { murmur } from '../../../src/load/files/murmur.ts';

/** What `mmh3.hash128(text, x64arch=False)` of Python gives. */
const known: readonly (readonly [string, string])[] = [
  ['', '00000000000000000000000000000000'],
  ['0', 'a5eb34f8a5eb34f8a5eb34f80ab2409e'],
  ['01', '674f3b21674f3b21674f3b210f87acb4'],
  ['012', '4c13d78e4c13d78e4c13d78ecd94fea5'],
  ['0123', '485d3536485d3536485d3536dc378fea'],
  ['01234', '00ae108800ae10887b3b211635c5b3ee'],
  ['012345', 'f825536af825536a6ce1944bdb26dc75'],
  ['0123456', '495d053b495d053b86d15c02b708d0a1'],
  ['01234567', '63b83c5e63b83c5e92160402aa22bf84'],
  ['012345678', '4ca675dcd0205c3075d48126571b5f67'],
  ['0123456789', '57a11235a5443f202e528b330017a61e'],
  ['0123456789a', 'a971884f2caa7f97921f15e438a2ed0f'],
  ['0123456789ab', '04d3d08f53412b5db6982a7ecfaa93f9'],
  ['0123456789abc', 'fc11eee3dd00c683cc6d9d01c970af1d'],
  ['0123456789abcd', '63f51794ae0d83c5c0a5114d6f34d20a'],
  ['0123456789abcde', 'a78673faadd433da4d0818c03c76c46d'],
  ['0123456789abcdef', '572b3bfd48ad1d9b36aed30afb7d4409'],
  ['0123456789abcdefg', 'f9d6f374ac29c030516b38767f1f9836'],
  ['0123456789abcdefghijklmnopqrstu', '2eb3cb5f4d06c05eb3ac025364ea4b14'],
  ['0123456789abcdefghijklmnopqrstuv', '714b9144d9354a2aa60accdce5de5fce'],
  ['0123456789abcdefghijklmnopqrstuvw', '4d4ad95661ab70f767d2e01e712dea38'],
  ['0123456789abcdefghijklmnopqrstuvwxyz', 'cdee191dc832a6bb20221539b542a965'],
  ['çöğ 👩‍🎓', '4bd39d536b25950c19b94f3ce1cfaac7'],
  ['ÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿ', '611e051a9d222f2bde653c993f149605'],
];

test.each(known)('%j has the hash that others give it', (text, expected) => {
  const out = new Uint32Array(4);
  const bytes = Buffer.from(`before${text}after`);
  const from = 'before'.length;
  murmur(
    out,
    new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    from,
    from + Buffer.byteLength(text),
  );
  const hash = [...out].reverse().map((word) => word.toString(16).padStart(8, '0'));
  expect(hash.join('')).toBe(expected);
});

const lines = ['1\tAda', '2\tEve', '2\tEve'];
const sum = 'fd4571acfd4571ad5e632050654c08d6';

const digestOf = (...texts: readonly string[]): Digest => {
  const digest = new Digest();
  for (const text of texts) digest.update(Buffer.from(text));
  return digest;
};
const textOf = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');

test('a digest is the number, the size and the sum of its rows', () => {
  expect(digestOf(textOf(lines))).toMatchObject({ rows: 3, bytes: 18, hash: sum });
});

test('a digest depends neither on the order of rows nor on the pieces in which they come', () => {
  expect(digestOf(...lines.toReversed().map((row) => textOf([row]))).hash).toBe(sum);
});

test.each([
  ['a row less', lines.slice(1)],
  ['another byte', ['1\tAda', '2\tEve', '2\tEva']],
  ['a byte that moves to the next column', ['1\tAda', '2\tEve', '2E\tve']],
  ['two rows alike that become two others alike', ['1\tAda', '3\tEve', '3\tEve']],
])('a digest sees %s', (_, rows) => {
  expect(digestOf(textOf(rows)).hash).not.toBe(sum);
});

test('no rows have the hash 0', () => {
  expect(digestOf()).toMatchObject({ rows: 0, bytes: 0, hash: '0'.repeat(32) });
});
