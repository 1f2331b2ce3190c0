import fc from 'fast-check';

/** Values for columns of a type: those that its manual and tests speak of, and some that look like them. */
export interface TypedValues {
  readonly type: string;
  readonly values: readonly unknown[];
  /** Further ones. */
  readonly more?: fc.Arbitrary<unknown>;
  /** Texts that PostgreSQL would print again, but which are refused, and why. */
  readonly narrower?: { readonly texts: RegExp; readonly because: string };
}

const mixed = (alphabet: string, most = 14): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), maxLength: most });
const double = fc.double();
const floats = fc.oneof(double, fc.float(), fc.integer(), fc.constantFrom(0.1, 0.3, -0, 1e-7, 16_777_217));
const instants = fc.date({ noInvalidDate: false });
const digits = fc.oneof(
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
  fc.integer().map(String),
  mixed('0123456789-+. e'),
);
const decimals = fc.oneof(
  digits,
  fc.integer({ min: -99_999, max: 99_999 }).map((n) => (n / 100).toFixed(2)),
);
const days = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const clock = fc
  .tuple(fc.nat(25), fc.nat(60), fc.nat(60), mixed('0123456789', 7))
  .map(([h, m, s, f]) => `${[h, m, s].map((n) => String(n).padStart(2, '0')).join(':')}${f && `.${f}`}`);
const stamps = fc.tuple(days, clock).map(([day, time]) => `${day} ${time}`);
const bounds = (of: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom('[', '('), of, of, fc.constantFrom(']', ')'))
    .map(([open, one, other, close]) => `${open}${one},${other}${close}`);
const some = fc.integer({ min: -20, max: 20 }).map(String);
const jsonValues = fc.oneof(fc.jsonValue(), fc.anything(), fc.string({ unit: 'binary' }));
const numbersOnly = { texts: /./, because: 'numbers only' };
const ring: Record<string, unknown> = {};
ring['self'] = ring;
let deep: unknown = 1;
for (let i = 0; i < 20_000; i++) deep = [deep];
const fails = {
  get now(): never {
    throw new Error('not now');
  },
};
const proxy = Proxy.revocable({}, {});
proxy.revoke();
const texts = [
  '',
  ' ',
  'a',
  'NULL',
  'null',
  '\\',
  '\\N',
  '{}',
  '"',
  "'",
  'a\0b',
  '\ud800',
  '👩‍🎓',
  'é',
  'e\u0301',
  '\u200e',
  '\t\n',
];

/** Every type of PostgreSQL in which people keep data. */
export const typedValues: readonly TypedValues[] = [
  {
    type: 'boolean',
    values: [true, false, 't', 1, 0],
    narrower: { texts: /./, because: 'true and false only' },
  },
  {
    type: 'smallint',
    values: [0, -0, 32_767, 32_768, -32_768, -32_769, 1.5, '1', 1n, Number.NaN],
    more: floats,
  },
  { type: 'integer', values: [0, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 1.5, Infinity, '07', '1 '], more: floats },
  {
    type: 'bigint',
    values: [
      2n ** 63n - 1n,
      2n ** 63n,
      -(2n ** 63n),
      2 ** 53,
      2 ** 53 - 1,
      1.5,
      '9223372036854775807',
      '-0',
      '+1',
    ],
    more: fc.oneof(fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }), digits, floats),
  },
  {
    type: 'numeric',
    values: [
      'NaN',
      'Infinity',
      '-Infinity',
      'nan',
      '1e5',
      '0.10',
      '00.1',
      '-0',
      '1.',
      '.5',
      Number.NaN,
      1e300,
      5e-324,
    ],
    more: fc.oneof(decimals, floats),
  },
  {
    type: 'numeric(5,2)',
    values: [
      '999.99',
      '1000.00',
      '-999.99',
      '1.5',
      '1.50',
      '1.505',
      'NaN',
      'Infinity',
      1.5,
      1.005,
      999.995,
      1e3,
    ],
    more: fc.oneof(
      decimals,
      floats,
      fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
    ),
  },
  {
    type: 'numeric(3,3)',
    values: ['0.123', '1.000', '.123', '0.12', 0.5, 1],
    more: fc.double({ min: -1, max: 1 }),
  },
  { type: 'numeric(3,-2)', values: ['12300', '12345', '99900', '100000', 12_300, 12_345, '0'] },
  { type: 'numeric(3,5)', values: ['0.00123', '0.01234', '0.00999', '0.0012', 0.00123, 0.1] },
  {
    type: 'real',
    values: [0.1, 16_777_217, 515_184_400, 1e39, 1e-46, Number.NaN, Infinity, -0, '1', 3.402_823_5e38],
    more: floats,
    narrower: numbersOnly,
  },
  {
    type: 'double precision',
    values: [0.1, -0, Number.NaN, Infinity, -Infinity, 5e-324, 1.797e308, '1'],
    more: floats,
    narrower: numbersOnly,
  },
  { type: 'text', values: [...texts, 1, {}, null], more: fc.string({ unit: 'binary' }) },
  { type: 'varchar', values: texts },
  {
    type: 'varchar(3)',
    values: [...texts, 'abc', 'abc ', 'abcd', '👩👩👩', '👩👩👩👩'],
    more: fc.string({ maxLength: 5 }),
  },
  {
    type: 'char(3)',
    values: ['abc', 'ab', 'ab ', 'abcd', '', '👩👩👩', 'a b'],
    more: fc.string({ maxLength: 5 }),
  },
  { type: 'char', values: ['', 'a', 'ab', ' '] },
  { type: 'name', values: ['x'.repeat(63), 'x'.repeat(64), 'é'.repeat(32), 'a'] },
  {
    type: '"char"',
    values: ['a', '', 'ab', 'é', '\\'],
    narrower: { texts: /^(|\\\d+)$/, because: 'one ASCII character only' },
  },
  { type: 'bit(3)', values: ['101', '10', '1011', '1x1', ''], more: mixed('01', 5) },
  { type: 'bit', values: ['1', '0', '', '10'] },
  { type: 'bit varying(3)', values: ['101', '', '1011', 'b1'], more: mixed('01', 5) },
  {
    type: 'bytea',
    values: [new Uint8Array(), Buffer.from([0, 92, 255]), '\\x00', [1]],
    more: fc.uint8Array(),
    narrower: { texts: /./, because: 'a Uint8Array only' },
  },
  {
    type: 'date',
    values: [
      '1997-02-29',
      '1996-02-29',
      '1900-02-29',
      'J2451187',
      '5874897-12-31',
      '5874898-01-01',
      '0001-01-01',
      '0000-01-01',
      '99-01-08',
      'infinity',
      '-infinity',
      'today',
      '2026-1-1',
      '12000-01-01',
      '02000-01-01',
      new Date('2026-01-14'),
      new Date('2026-01-14T10:00Z'),
      new Date(Number.NaN),
      new Date(-62_135_596_800_001),
    ],
    more: fc.oneof(days, instants, mixed('0123456789-')),
    narrower: { texts: / BC$/, because: 'years before 1 are not supported' },
  },
  {
    type: 'time',
    values: [
      '24:00:00',
      '24:00:01',
      '23:59:60',
      '08:30',
      '8:30:00',
      '08:30:00.5',
      '08:30:00.50',
      '08:30:00+01',
      '25:00:00',
    ],
    more: clock,
  },
  { type: 'time(0)', values: ['08:30:00', '08:30:00.5', '24:00:00'], more: clock },
  {
    type: 'time with time zone',
    values: [
      '08:30:00+00',
      '08:30:00-00',
      '08:30:00Z',
      '08:30:00+01:00',
      '08:30:00-03:30',
      '08:30:00+15:59',
      '08:30:00+16',
      '24:00:00+01',
    ],
    more: fc
      .tuple(clock, fc.constantFrom('+00', '-00', '+01', '-11:30', '+14:00', ''))
      .map((parts) => parts.join('')),
    narrower: { texts: /:\d\d:\d\d[+-]\d\d:\d\d:\d\d$/, because: 'zones of whole minutes only' },
  },
  {
    type: 'timestamp',
    values: [
      '2026-01-14 10:00:00',
      '2026-01-14T10:00:00',
      '2026-01-14 24:00:00',
      '294276-12-31 23:59:59',
      'infinity',
      'epoch',
      new Date(0),
      new Date(8.64e15),
    ],
    more: fc.oneof(stamps, instants),
    narrower: { texts: / BC$|^294276/, because: 'years before 1 and the last one are not supported' },
  },
  {
    type: 'timestamp(0)',
    values: [new Date(1_500), new Date(1_000), '2026-01-14 10:00:00.5'],
    more: fc.oneof(stamps, instants),
  },
  {
    type: 'timestamptz',
    values: [
      '2026-01-14 10:00:00+00',
      '2026-01-14 10:00:00+01',
      '2026-01-14 10:00:00',
      'infinity',
      '-infinity',
      'now',
      new Date(253_402_300_800_000),
    ],
    more: fc.oneof(
      stamps.map((text) => `${text}+00`),
      instants,
    ),
    narrower: { texts: / BC$|^294276/, because: 'years before 1 and the last one are not supported' },
  },
  { type: 'timestamptz(1)', values: [new Date(1_550), new Date(1_500), new Date(1_501)], more: instants },
  { type: 'timestamptz(3)', values: [new Date(1_555), '2026-01-14 10:00:00.1234+00'], more: instants },
  {
    type: 'interval',
    values: [
      '00:00:00',
      '1 year',
      '-1 years',
      '1 years',
      '1 year 2 mons -3 days',
      '-1 days +02:03:04',
      '1 day -00:00:01',
      '14 mons',
      '1 day 24:00:00',
      '100:00:00',
      '-00:00:00',
      '34 years',
      '1 day 2 hours 3 minutes 4 seconds',
      '@ 1 minute',
      '6 days',
      '10 years -11 mons',
      '-1 years -2 mons +3 days -04:05:06.789',
      '00:00:00.100',
      '1 day 00:00:00',
      '+1 day',
      '-178956970 years',
      '178956970 years 7 mons',
      '178956970 years 8 mons',
      '-2562047788:00:54.775807',
      '010:00:00',
      'infinity',
      '-infinity',
    ],
    more: fc
      .tuple(
        fc.constantFrom('', '1 year ', '-2 years ', '+3 mons ', '-4 mons ', '5 mons '),
        fc.constantFrom('', '1 day ', '-6 days ', '+7 days '),
        fc.constantFrom('', '00:00:01', '-00:00:01', '+00:00:01', '123:00:00.5'),
      )
      .map((parts) => parts.join('').trim()),
    narrower: {
      texts: /infinity|^-2147483648 days|^178956970|2562047788/,
      because: 'infinite ones are for 17 and newer; the very last values are not supported',
    },
  },
  { type: 'interval(0)', values: ['00:00:01', '00:00:01.5'] },
  {
    type: 'uuid',
    values: [
      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
      '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}',
      'a0eebc999c0b4ef8bb6d6bb9bd380a11',
    ],
  },
  {
    type: 'inet',
    values: [
      '192.168.1.226/24',
      '10.1.2.3/32',
      '10::',
      '10:23::ffff',
      '::4.3.2.1/24',
      '::ffff:1.2.3.4',
      '1.2.3',
      '1.2.3.4/33',
      '2001:DB8::1',
      '01.2.3.4',
    ],
    more: fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(fc.ipV4(), fc.nat(33)).map(([ip, mask]) => `${ip}/${mask}`),
    ),
  },
  {
    type: 'cidr',
    values: [
      '192.168.1.0/24',
      '192.168.1.0/26',
      '192.168.1.2/24',
      '10',
      '10.0.0.0/8',
      '10.1.2.3',
      '10.1.2.3/32',
      '10:23::8000/113',
      '::ffff:1.2.3.4/128',
      '::1.2.0.0/112',
      '2001:db8::/32',
      '0.0.0.0/0',
      '::/0',
    ],
    more: fc.tuple(fc.ipV4(), fc.nat(33)).map(([ip, mask]) => `${ip}/${mask}`),
  },
  {
    type: 'macaddr',
    values: ['08:00:2b:01:02:03', '08-00-2b-01-02-03', '08:00:2B:01:02:03', '08002b010203'],
  },
  { type: 'macaddr8', values: ['08:00:2b:01:02:03:04:05', '08:00:2b:01:02:03'] },
  {
    type: 'jsonb',
    values: [
      {},
      [],
      'x',
      0,
      { a: 10n },
      ring,
      deep,
      fails,
      proxy.proxy,
      { a: undefined },
      new Array(2),
      [undefined],
      { a: '\0' },
      { '\0': 1 },
      '\ud800',
      { '\udc00': 1 },
      Number.NaN,
      new Date(0),
      new Map(),
      1e300,
      5e-324,
      { toJSON: () => 1 },
      Symbol('s'),
      Object.create(null),
      { ['__proto__']: 1 },
      JSON.parse('{"__proto__":1}'),
      () => 1,
    ],
    more: jsonValues,
  },
  { type: 'json', values: [{ b: 1, a: 2 }, ring, fails, [1, 'x'], { a: '\0' }], more: jsonValues },
  {
    type: 'xml',
    values: ['<a/>', '<?xml version="1.0"?><a/>', 'plain'],
    narrower: { texts: /^<\?xml/, because: 'a declaration is left out' },
  },
  {
    type: 'money',
    values: ['$1.00', '1', 1],
    narrower: { texts: /./, because: 'its text depends on the locale' },
  },
  {
    type: 'oid',
    values: [0, 2 ** 32 - 1, 2 ** 32, -1, 1.5],
    narrower: { texts: /^\d+$/, because: 'numbers only' },
  },
  {
    type: 'point',
    values: ['(0,0)', '(-10,0)', '(5.1, 34.5)', '(1e300,1)', '1,2', '(NaN,1)', '(-0,1)', '(0.1,1000000)'],
    more: mixed('0123.,()-'),
    narrower: { texts: /e|NaN|Infinity|-0[,)]/, because: 'plain numbers only' },
  },
  { type: 'lseg', values: ['[(1,2),(3,4)]', '(0,0),(6,6)', '((1,2),(3,4))'] },
  { type: 'box', values: ['(3,4),(1,2)', '(1,2),(3,4)', '((3,4),(1,2))', '(1,4),(3,2)'] },
  { type: 'path', values: ['[(1,2),(3,4)]', '((1,2),(3,4))', '[1,2,3,4]', '((1,2))', '[]'] },
  { type: 'polygon', values: ['((2,0),(2,4),(0,0))', '(2,0),(2,4)', '((0,0))'] },
  { type: 'circle', values: ['<(5,1),3>', '((1,2),3)', '<(1,2),-1>', '<(1,2),0>'] },
  { type: 'line', values: ['{0,-1,5}', '{0,0,1}', '[(1,2),(3,4)]', '{1,0,5}', '{1.5,2,3}'] },
  {
    type: 'int4range',
    values: [
      '[1,5)',
      '(1,5]',
      '[1,5]',
      '(0,5)',
      'empty',
      '[1,1)',
      '(,5)',
      '[1,)',
      '(,)',
      '[5,1)',
      '[1,2147483648)',
      '[01,5)',
      '[ 1,5)',
    ],
    more: bounds(fc.oneof(some, fc.constant(''))),
  },
  {
    type: 'int8range',
    values: ['[1,9223372036854775807)', '[1,9223372036854775808)', '(,)'],
    more: bounds(some),
  },
  {
    type: 'numrange',
    values: ['[1.1,2.2]', '(1.0,1.00]', '[1.0,1.00]', '(1,1)', '[1,)', '[,1)', '(NaN,)', '["1","2"]'],
    more: bounds(
      fc.oneof(
        some,
        decimals.map((text) => text.slice(0, 6)),
      ),
    ),
    narrower: { texts: /NaN|Infinity/, because: 'finite bounds only' },
  },
  {
    type: 'daterange',
    values: [
      '[2000-01-10,2000-01-21)',
      '[2000-01-10,2000-01-20]',
      '[10000-01-01,20000-01-01)',
      '(2000-01-10,)',
      '(,infinity)',
    ],
    more: bounds(days),
    narrower: { texts: /infinity|BC/, because: 'finite bounds only' },
  },
  {
    type: 'tsrange',
    values: [
      '["2010-01-01 14:30:00","2010-01-01 15:30:00")',
      '[2010-01-01,2010-01-02)',
      '("2010-01-01 14:30:00",)',
      '["2010-01-01 00:00:00.5","2010-01-01 00:00:01"]',
    ],
    more: bounds(stamps.map((text) => `"${text}"`)),
    narrower: { texts: /infinity/, because: 'finite bounds only' },
  },
  {
    type: 'tstzrange',
    values: ['["2010-01-01 14:30:00+00","2010-01-01 15:30:00+00")', '["2010-01-01 14:30:00+01",)', '(,)'],
    more: bounds(stamps.map((text) => `"${text}+00"`)),
  },
  {
    type: 'int4multirange',
    values: [
      '{}',
      '{[1,2)}',
      '{[1,2),[2,3)}',
      '{[1,2),[3,4)}',
      '{[3,4),[1,2)}',
      '{[1,2), [5,6)}',
      '{empty}',
      '{(,3),[5,)}',
      '{(,),[1,2)}',
    ],
    more: fc
      .array(bounds(fc.oneof(some, fc.constant(''))), { maxLength: 3 })
      .map((parts) => `{${parts.join()}}`),
  },
  {
    type: 'nummultirange',
    values: ['{[1,2),(2,3]}', '{[1,2),[2,3]}', '{[1,2],(2,3]}', '{(1,2),(2,3)}', '{[1.0,1.00]}'],
    more: fc.array(bounds(some), { maxLength: 3 }).map((parts) => `{${parts.join()}}`),
  },
  {
    type: 'datemultirange',
    values: [
      '{[2000-01-10,2000-01-21),[2001-01-01,2002-01-01)}',
      '{[2000-01-10,2000-01-21),[2000-01-21,2002-01-01)}',
    ],
  },
  {
    type: 'text[]',
    values: [
      [],
      ['a', null],
      [null],
      ['NULL', ''],
      ['a\0'],
      ['\ud800'],
      [['a'], ['b']],
      [[], []],
      [['a'], 'b'],
      [['a'], ['b', 'c']],
      [undefined],
      new Array(1),
      'a',
      [1],
      ['{', '"', '\\', ',', ' '],
    ],
    more: fc.array(fc.string({ unit: 'binary' })),
  },
  { type: 'varchar(2)[]', values: [['ab'], ['abc'], [['ab'], ['abc']]] },
  { type: 'char(2)[]', values: [['ab'], ['a']] },
  {
    type: 'bytea[]',
    values: [[new Uint8Array([1, 2])], [Buffer.from([0, 92])], [], [null], [[1, 2]]],
    more: fc.array(fc.uint8Array()),
  },
  {
    type: 'jsonb[]',
    values: [[{ a: 1 }], ['x', null, { b: [1, null] }], [[1, [2]], 3], [ring], [{ a: 1n }], ['\0']],
    more: fc.array(fc.jsonValue()),
  },
  {
    type: 'double precision[]',
    values: [[0.5, Number.NaN, Infinity, -0], [[1], [2]], [null]],
    more: fc.array(double),
  },
  { type: 'real[]', values: [[0.1], [16_777_217], [Number.NaN]], more: fc.array(floats) },
  { type: 'integer[]', values: [[1, 2], [1.5], [2 ** 31], ['7'], ['07'], [1n]], more: fc.array(floats) },
  {
    type: 'bigint[]',
    values: [[1n, 2, '3'], [2n ** 63n], [2 ** 53]],
    more: fc.array(fc.oneof(fc.bigInt(), digits)),
  },
  { type: 'numeric(5,2)[]', values: [['1.50', 1.5, null], ['1.5'], [1.005]], more: fc.array(decimals) },
  { type: 'boolean[]', values: [[true, false, null], ['t']] },
  { type: 'date[]', values: [['2026-01-14'], ['2026-02-30']], more: fc.array(days) },
  {
    type: 'timestamptz(0)[]',
    values: [[new Date(1_000)], [new Date(1_500)], [new Date(Number.NaN)]],
    more: fc.array(instants, { maxLength: 3 }),
  },
  { type: 'uuid[]', values: [['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'], ['x']] },
  { type: 'box[]', values: [['(3,4),(1,2)', '(1,1),(0,0)'], [null]] },
  { type: 'int4range[]', values: [['[1,5)', 'empty'], ['[1,5]']] },
  { type: 'share', values: ['0.50', '0.5', '1.00', '0.505', 'NaN'] },
  { type: 'code', values: ['abc', 'ab', 'abcd'] },
  { type: 'share[]', values: [['0.50', null], ['0.5']] },
];
