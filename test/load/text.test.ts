import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyText } from '../../src/load/text.ts';

// Of a type that is not known, which takes values of every kind.
const column = (property: string, type = 'thing') => ({
  property,
  name: property,
  type,
  nullable: true,
  notNull: '',
});
const of = (...columns: ReturnType<typeof column>[]) => ({
  name: 'thing',
  columns,
  primaryProperties: ['a'],
});
const encode = (value: unknown, type?: string): string =>
  [...copyText(of(column('a', type)), [{ a: value }], 1)].join('');

describe('copyText', () => {
  test.each([
    ['', ''],
    [' padded ', ' padded '],
    ['tab\there', 'tab\\there'],
    ['line\nbreak', 'line\\nbreak'],
    ['\r\n', '\\r\\n'],
    ['\b\f\v', '\\b\\f\\v'],
    ['back\\slash', 'back\\\\slash'],
    ['\\N', '\\\\N'],
    ['\\.', '\\\\.'],
    ['a\\\nb', 'a\\\\\\nb'],
    ['null', 'null'],
    [`' "`, `' "`],
    ['👩‍🎓 çöğ', '👩‍🎓 çöğ'],
    [null, '\\N'],
    [undefined, '\\N'],
    [true, 't'],
    [false, 'f'],
    [0, '0'],
    [0.1, '0.1'],
    [1e-7, '1e-7'],
    [1e21, '1e+21'],
    [2 ** 53 - 1, '9007199254740991'],
    [new Date('1969-12-31T23:59:59.999Z'), '1969-12-31T23:59:59.999Z'],
  ])('writes %j as %j', (value, text) => {
    expect(encode(value)).toBe(`${text}\n`);
  });

  test.each([
    [{ a: 1 }, '{"a":1}'],
    [{ a: 'x\ty\n' }, '{"a":"x\\\\ty\\\\n"}'],
    [{ a: '\\N' }, '{"a":"\\\\\\\\N"}'],
    ['text', '"text"'],
    ['null', '"null"'],
    [0.1, '0.1'],
    [false, 'false'],
    [[null], '[null]'],
    [null, '\\N'],
  ])('writes %j as jsonb', (value, text) => {
    expect(encode(value, 'jsonb')).toBe(`${text}\n`);
  });

  test('writes any time as JavaScript does', () => {
    const times = fc.array(
      fc.date({
        noInvalidDate: true,
        min: new Date(-62_135_596_800_000),
        max: new Date(253_402_300_799_998),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(times, (dates) => {
        const rows = dates.flatMap((date) => [{ a: date }, { a: new Date(date.getTime() + 1) }]);
        const text = rows.map(({ a }) => a.toISOString());
        expect([...copyText(of(column('a', 'timestamptz')), rows, 1)].join('')).toBe(`${text.join('\n')}\n`);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  test('keeps the sign of a zero behind one without', () => {
    const rows = [{ a: -0 }, { a: 0 }, { a: -0 }];
    expect([...copyText(of(column('a', 'double precision')), rows, 1_000)]).toEqual(['-0\n0\n-0\n']);
  });

  test('puts a line a row, with the columns in their order', () => {
    const columns = [column('b'), column('a'), column('missing')];
    const rows = [
      { a: 1, b: 'x', other: 'left out' },
      { b: null, a: false },
    ];
    expect([...copyText(of(...columns), rows, 1_000)]).toEqual(['x\t1\t\\N\n\\N\tf\t\\N\n']);
  });

  test('writes each row for itself, also where the one before had the same value', () => {
    const report = { passed: 1 };
    function* rows() {
      for (const a of ['x', 'x', null, 'x', '', null, undefined, 0, false]) yield { a, b: report };
      report.passed = 2;
      yield { a: '0', b: report };
    }
    const [chunk = ''] = copyText(of(column('a'), column('b', 'jsonb')), rows(), 1_000);
    const texts = ['x', 'x', '\\N', 'x', '', '\\N', '\\N', '0', 'f'];
    expect(chunk.split('\n')).toEqual([
      ...texts.map((text) => `${text}\t{"passed":1}`),
      '0\t{"passed":2}',
      '',
    ]);
  });

  test('cuts chunks between rows, none smaller than asked for but the last', () => {
    const rows = Array.from({ length: 100 }, (_, n) => ({ a: 'x'.repeat(n % 17) }));
    const chunks = [...copyText(of(column('a')), rows, 64)];
    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.every((chunk) => chunk.endsWith('\n'))).toBe(true);
    expect(chunks.slice(0, -1).every((chunk) => chunk.length >= 64 && chunk.length < 64 + 17)).toBe(true);
    expect(chunks.join('')).toBe([...copyText(of(column('a')), rows, 1e9)].join(''));
  });

  test('makes nothing of no rows', () => {
    expect([...copyText(of(column('a')), [], 64)]).toEqual([]);
  });
});
