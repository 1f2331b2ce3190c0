import fc from 'fast-check';
import type { Table } from '../../../src/load/table.ts';

type Column = Table['columns'][number];

const times = ['0001-01-01', '2025-01-01', '2026-01-14T10:00:00.123Z', '2030-06-01', '9999-12-31'];

const letters = (count: number): string => 'x'.repeat(count);

/** Values of a type that a column takes, at its limits too. */
function good({ type, values }: Column): unknown[] {
  const limit = Number(/^varchar\((\d+)\)$/.exec(type)?.[1] ?? 0);
  if (values) return [...values];
  if (limit > 0) return ['x', 'a-b_c', 'it\'s; \\ "q" 😀', letters(limit), '😀'.repeat(limit), ''];
  const byType: Readonly<Record<string, unknown[]>> = {
    uuid: ['0a0b0c0d-0000-8000-8000-00000000000a'],
    ltree: ['x', 'X_1.y', 'a-b', '', letters(1000)],
    inet: [
      '192.0.2.1',
      '192.0.2.0/24',
      '2001:db8::1',
      '::',
      '::ffff:192.0.2.1',
      '::5',
      '2001:db8::/32',
      '::1:2',
    ],
    int: [0, 1, 7, -2_147_483_648, 2_147_483_647],
    bigint: [0, 5, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
    'double precision': [0, 1, -1.5, 1e300, 5e-324, 0.1],
    boolean: [true, false],
    timestamptz: times.map((time) => new Date(time)),
    jsonb: [{}, [], 'x', 0.5, true, { a: [1, { b: null }] }],
    text: ['x', 'it\'s; \\ "q" 😀', '', letters(300)],
    'numeric(10,2)': ['0.00', '12.50', '-3.10', '99999999.99', '-99999999.99'],
  };
  return byType[type] ?? [];
}

/** Values that a column does not take, or not as they are. */
export function bad({ type, values, nullable }: Column): { always: unknown[]; sometimes: unknown[] } {
  const limit = Number(/^varchar\((\d+)\)$/.exec(type)?.[1] ?? 0);
  const none = nullable ? [] : [null];
  if (values) return { always: [...none, 'nonsense'], sometimes: [5, true, {}] };
  if (limit > 0) {
    return {
      always: [...none, letters(limit + 1), 5],
      sometimes: [`${letters(limit)} `, '😀'.repeat(limit + 1), true, 'a\0', '\ud800', {}],
    };
  }
  const byType: Readonly<Record<string, unknown[]>> = {
    uuid: ['nonsense', 5, '0A0B0C0D-0000-8000-8000-00000000000A', '0a0b0c0d00008000800000000000000a'],
    ltree: ['a..b', 'a b', '.', 5, letters(1001), '.a', `${letters(999)}.`.repeat(66)],
    inet: [
      'nonsense',
      '300.1.1.1',
      '192.0.2.1/33',
      '2001:DB8::1',
      '192.0.2.1/32',
      5,
      '::1%eth0',
      '2001:db8:0:0::1',
    ],
    int: [1.5, 2_147_483_648, -2_147_483_649, '7', Number.NaN, 'x', true],
    bigint: [1.5, 2 ** 63, '7', Number.NaN],
    'double precision': [Number.NaN, Number.POSITIVE_INFINITY, '0.5', 'x'],
    boolean: ['true', 1, 'perhaps'],
    timestamptz: [
      new Date(Number.NaN),
      '2026-01-01',
      5,
      new Date(8.64e15),
      new Date('-000001-01-01T00:00:00Z'),
    ],
    jsonb: [{ a: Number.NaN }, [new Date(0)], { a: undefined }, 'a\0'],
    text: ['a\0', '\ud800', 5, true],
    'numeric(10,2)': ['100000000.00', '12.345', 'x', 5, Number.NaN, '', '1.005'],
  };
  return { always: none, sometimes: byType[type] ?? [] };
}

/** Made once: it begins with a table of all of Unicode. */
const anyText = fc.string({ unit: 'binary' });

/**
 * Any value for a column: mostly one that it takes.
 *
 * @param own values that mean something to it
 */
export function anyValue(column: Column, own: readonly unknown[] | undefined): fc.Arbitrary<unknown> {
  const wrong = bad(column);
  const choices: fc.WeightedArbitrary<unknown>[] = [
    { weight: 4, arbitrary: fc.constantFrom(...good(column)) },
    { weight: 2, arbitrary: fc.constantFrom(...wrong.always, ...wrong.sometimes) },
  ];
  if (own) choices.push({ weight: 8, arbitrary: fc.constantFrom(...own) });
  if (column.nullable) choices.push({ weight: 1, arbitrary: fc.constant(null) });
  if (column.type === 'double precision') choices.push({ weight: 1, arbitrary: fc.double() });
  if (/^(varchar|text)/.test(column.type)) choices.push({ weight: 1, arbitrary: anyText });
  if (column.type === 'int') choices.push({ weight: 1, arbitrary: fc.integer() });
  return fc.oneof(...choices);
}
