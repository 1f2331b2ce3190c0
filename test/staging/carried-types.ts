import pg from 'pg';
import { refusals } from '../../src/staging/carry/exact.ts';

/** Edge values of the types of PostgreSQL, as they are written. */
const values: Readonly<Record<string, readonly string[]>> = {
  bool: ['t', 'f'],
  '"char"': ['a', '', '~'],
  name: ['a', '', 'Ünïcode', 'x'.repeat(63)],
  text: ['', ' ', '\\N', '\\', 'a\tb\nc\rd', '\b\f\v', "it's", '"', '{NULL,null}', '𝄞é', 'x'.repeat(100_000)],
  varchar: ['', 'null', ' trailing  '],
  bpchar: ['', 'a', 'a  '],
  'character(5)': ['', 'a', 'a  b'],
  'varchar(5)': ['', 'a    '],
  bytea: ['', '\\x00', '\\x5c5c', `\\x${'00ff0a5c'.repeat(1000)}`],
  int2: ['-32768', '32767', '0'],
  int4: ['-2147483648', '2147483647'],
  int8: ['-9223372036854775808', '9223372036854775807'],
  int2vector: ['', '1 2 -3'],
  float4: [
    'NaN',
    '-0',
    '0',
    'Infinity',
    '-Infinity',
    '1e-45',
    '3.4028235e38',
    '1.17549435e-38',
    '0.1',
    '16777217',
  ],
  float8: [
    'NaN',
    '-0',
    'Infinity',
    '-Infinity',
    '5e-324',
    '1.7976931348623157e308',
    '0.30000000000000004',
    '1e23',
  ],
  numeric: [
    'NaN',
    'Infinity',
    '-Infinity',
    '0',
    '0.00',
    '-1.10',
    `${'9'.repeat(1000)}.${'1'.repeat(1000)}`,
    '1e-1000',
  ],
  'numeric(7,3)': ['1.1', '-9999.999', 'NaN'],
  money: ['-92233720368547758.08', '92233720368547758.07', '0.01', '-1234.5'],
  date: [
    'infinity',
    '-infinity',
    '4713-01-01 BC',
    '5874897-12-31',
    '0044-03-15 BC',
    '2000-02-29',
    '2001-02-03',
  ],
  time: ['00:00', '24:00', '23:59:59.999999'],
  'time(2)': ['23:59:59.99'],
  timetz: ['23:59:59.999999-15:59:59', '24:00+15:59:59', '00:00+05:30:15'],
  timestamp: [
    'infinity',
    '-infinity',
    '4713-01-01 00:00 BC',
    '294276-12-31 23:59:59.999999',
    '2026-03-29 02:30',
    '2001-02-03 04:05',
  ],
  timestamptz: [
    'infinity',
    '-infinity',
    '4713-01-01 00:00+00 BC',
    '294276-12-31 23:59:59.999999+00',
    '2026-10-25 02:30+02',
    '2026-10-25 02:30+01',
    '1883-11-18 12:03:57.5+00',
  ],
  interval: [
    '0',
    '-1 year -2 mons +3 days -04:05:06.789',
    '178000000 years',
    '1 mon -1 day',
    '-0.000001 s',
    '1 day -24:00',
    '-2147483648 days',
  ],
  uuid: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  inet: ['::1/64', '10.1.2.3/8', '0.0.0.0/0', '::ffff:1.2.3.4'],
  cidr: ['10.0.0.0/8', '::/0'],
  macaddr: ['08:00:2b:01:02:03'],
  macaddr8: ['08:00:2b:01:02:03:04:05'],
  'bit(5)': ['10101', '00000'],
  bit: ['1'],
  varbit: ['', '101'],
  json: ['{"a" : 1,  "a":2}', '1.00', '"\\u00e9\\n"', 'null'],
  jsonb: ['{"b":[1.00, -0, 1e5], "": null}', '"\\u00e9\\\\"', 'null', '1.10'],
  jsonpath: ['$.a[*] ? (@.x > 1.0 && @ like_regex "a\\"b")', 'strict $'],
  xml: [
    '<a/>',
    'text',
    '<a/><b/>',
    '<?xml version="1.0" encoding="ISO-8859-1" standalone="yes"?><a>é</a>',
    '',
  ],
  point: ['(NaN,-0)', '(1e-300,Infinity)', '(0.1,0.2)'],
  lseg: ['[(0,0),(0.1,-0)]'],
  line: ['{1,-1,0.1}'],
  box: ['(1,1),(0.1,-0)'],
  path: ['[(0,0),(0.1,1)]', '((0,0),(0.1,1))'],
  polygon: ['((0,0),(0.1,1),(1,1))'],
  circle: ['<(0.1,-0),1e-300>'],
  tsvector: ["'it''s':1A,2B 'a\\\\b':16383 'ü'", ''],
  tsquery: ["'it''s':*AB & !( 'b' <-> 'c' | 'd' )", ''],
  int4range: ['empty', '(,)', '[1,5)', '(,3]'],
  int8range: ['[-9223372036854775808,)'],
  numrange: ['[1.10,2.0]', '(-Infinity,NaN]', 'empty'],
  daterange: ['[0044-03-15 BC,infinity]', '[2001-02-03,2001-03-04)'],
  tsrange: ['["4713-01-01 00:00 BC","2001-02-03 04:05:06.7"]', '[-infinity,infinity)'],
  tstzrange: ['["2026-10-25 02:30+02","2026-10-25 02:30+01")', '(,)'],
  int4multirange: ['{}', '{[1,2),[5,)}'],
  int8multirange: ['{(,1),[5,6)}'],
  nummultirange: ['{[1.10,2.0],(3,)}'],
  datemultirange: ['{[0044-03-15 BC,0043-01-01 BC)}'],
  tsmultirange: ['{["2001-02-03 04:05","2001-03-04 04:05"]}'],
  tstzmultirange: ['{["2026-10-25 02:30+02","2026-10-25 02:30+01")}'],
  xid: ['4294967295', '3'],
  xid8: ['18446744073709551615'],
  cid: ['4294967295'],
  pg_snapshot: ['10:20:10,14'],
  txid_snapshot: ['10:20:10,14'],
  pg_lsn: ['16/B374D848', '0/0'],
  refcursor: ['a cursor'],
  regrole: ['pg_monitor', '-'],
  aclitem: ['pg_monitor=r*w/pg_monitor', '=r/pg_monitor'],
};

/** What an extension brings, where the server has it. */
const extensions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  citext: { 'public.citext': ['', 'MiXed', 'İ'] },
  hstore: { 'public.hstore': ['', '"a"=>"x\\"y", "b"=>NULL, ""=>""'] },
  ltree: { 'public.ltree': ['', 'a.b_1'], 'public.lquery': ['*.a@*|b{1,2}'] },
  cube: { 'public.cube': ['(0.1,-0),(1e-300,NaN)'] },
  isn: { 'public.isbn13': ['978-0-393-04002-9'] },
  seg: { 'public.seg': ['1.10 .. 2.0', '<3'] },
};

/** Types that a platform has made. */
const own = `
create schema kinds;
create type kinds.mood as enum ('glad', 'sad', 'it''s "so,so"');
alter type kinds.mood add value 'first' before 'glad';
create type kinds.pair as (gone int, f float8, t text, at timestamptz, moods kinds.mood[]);
alter type kinds.pair drop attribute gone;
-- It finds what it calls by the path of whoever writes.
create function public.is_short(text) returns boolean language plpgsql immutable as 'begin return length($1) < 9; end';
create function public.is_fine(text) returns boolean language plpgsql immutable as 'begin return is_short($1); end';
create domain kinds.short as text check (public.is_fine(value));
create domain kinds.shorter as kinds.short check (length(value) < 5);
create domain kinds.shorts as kinds.shorter[];
create type kinds.span as range (subtype = float8, subtype_diff = float8mi);
create domain kinds.day as date;`;

const ownValues: Readonly<Record<string, readonly string[]>> = {
  'kinds.mood': ['first', `it's "so,so"`],
  'kinds.pair': ['(-0,"a ""b"", c\\\\",infinity,"{first,sad}")', '(,,,)', '(NaN,"",2026-10-25 02:30+02,)'],
  'kinds.shorter': ['', 'abcd'],
  'kinds.shorts': ['{a,NULL,"b c"}', '{}'],
  'kinds.span': ['empty', '[-0,5e-324]', '(,Infinity]'],
  'kinds.span_multirange': ['{}', '{[0.1,0.30000000000000004),[1,)}'],
  'kinds.day': ['0044-03-15 BC'],
};

/** What only newer versions read. */
const since: Readonly<Record<string, readonly [number, readonly string[]]>> = {
  '"char"': [16, ['\\200', '\\377']],
  interval: [17, ['infinity', '-infinity']],
};

/** The types of PostgreSQL that have neither values here nor a refusal, none if every type is looked at. */
export async function unknownTypes(client: pg.Client): Promise<readonly string[]> {
  const known = [...Object.keys(values), ...Object.keys(refusals)];
  const { rows } = await client.query<{ name: string }>(
    `select typname as name from pg_type
      where typnamespace = 'pg_catalog'::regnamespace and typtype in ('b', 'r', 'm') and typcategory <> 'A'
        and oid <> all (array(select to_regtype(n)::oid from unnest($1::text[]) n where to_regtype(n) is not null))
      union select typname from pg_type
      where typname = any ('{int2vector,oidvector}') and oid <> all (array(
        select to_regtype(n)::oid from unnest($1::text[]) n where to_regtype(n) is not null))`,
    [known],
  );
  return rows.map(({ name }) => name);
}

/** The statements that make a table for each type, and the tables' names. */
export async function typeTables(client: pg.Client): Promise<readonly Statements[]> {
  const { rows } = await client.query<{ major: number; extensions: string[] }>(
    `select current_setting('server_version_num')::int / 10000 as major,
            array(select name from pg_available_extensions)::text[] as extensions`,
  );
  const major = rows[0]?.major ?? 0;
  const present = Object.keys(extensions).filter((name) => rows[0]?.extensions.includes(name));
  const all = { ...values, ...ownValues, ...Object.assign({}, ...present.map((name) => extensions[name])) };
  return [
    {
      make: `${own}; ${present.map((name) => `create extension if not exists ${name} schema public`).join(';')}`,
      fill: '',
    },
    ...Object.entries<readonly string[]>(all).map(([type, texts], i) => {
      const [from, more] = since[type] ?? [0, []];
      const literals = [...texts, ...(major >= from ? more : [])].map(
        (text) => `(${pg.escapeLiteral(text)}::${type})`,
      );
      const name = `kinds.t${i}`;
      const odd = `('[-1:' || count(*) - 2 || ']=' || array_agg(v order by id)::text)::${type}[]`;
      return {
        make: `create table ${name} (id int, v ${type}, lists ${type}[])`,
        fill: `insert into ${name} (id, v) select row_number() over (), v from (values ${literals.join(', ')}) as l (v);
          insert into ${name} values (0, null, '{}'), (-1, null, '{NULL}');
          insert into ${name} (id, lists) select -2, ${areArrays.includes(type) ? 'null' : odd} from ${name} where id > 0;`,
      };
    }),
  ];
}

/** `array_agg` makes no array of these, but one of more dimensions. */
const areArrays = ['int2vector', 'kinds.shorts'];

interface Statements {
  readonly make: string;
  readonly fill: string;
}

/** Settings of a role or a database under which values are printed or read otherwise. */
export const settings: readonly Readonly<Record<string, string>>[] = [
  {},
  { datestyle: 'SQL, DMY', timezone: 'America/St_Johns', extra_float_digits: '-15' },
  { datestyle: 'German', timezone: 'Asia/Kathmandu', intervalstyle: 'sql_standard' },
  { datestyle: 'Postgres, MDY', timezone: 'Europe/Berlin', intervalstyle: 'iso_8601' },
  { extra_float_digits: '0', bytea_output: 'escape', array_nulls: 'off' },
  { extra_float_digits: '3', xmloption: 'document', intervalstyle: 'postgres_verbose' },
  { lc_monetary: 'C.UTF-8', quote_all_identifiers: 'on', standard_conforming_strings: 'off' },
  { search_path: 'kinds', client_encoding: 'LATIN1', backslash_quote: 'off' },
  { search_path: 'public, pg_catalog', xmlbinary: 'hex', transform_null_equals: 'on' },
  { default_transaction_isolation: 'serializable', row_security: 'off', timezone: 'Pacific/Apia' },
  {
    statement_timeout: '1h',
    default_text_search_config: 'german',
    datestyle: 'ISO, DMY',
    check_function_bodies: 'off',
  },
  {
    enable_hashjoin: 'off',
    enable_seqscan: 'off',
    work_mem: '64kB',
    timezone: 'Antarctica/Troll',
    extra_float_digits: '-4',
  },
];
