/** A type as SQL writes it, taken apart. */
export interface SqlType {
  /** One name for each type, however it was spelled: `int`, `varchar`, `timestamptz`. */
  readonly name: string;
  /** What is in its parentheses. */
  readonly sizes: readonly number[];
  readonly isArray: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  'bit varying': 'varbit',
  character: 'char',
  bpchar: 'char',
  'character varying': 'varchar',
  decimal: 'numeric',
  float: 'double precision',
  float4: 'real',
  float8: 'double precision',
  int2: 'smallint',
  int4: 'int',
  int8: 'bigint',
  integer: 'int',
  serial: 'int',
  bigserial: 'bigint',
  smallserial: 'smallint',
  'time with time zone': 'timetz',
  'time without time zone': 'time',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
};

const PARTS = /^(.*?)\s*(?:\(([-\d,\s]*)\))?(\s+with(?:out)? time zone)?\s*((?:\[\d*\])*)$/;

/** @example sqlType('timestamp(3) with time zone[]') // { name: 'timestamptz', sizes: [3], isArray: true } */
export function sqlType(sql: string): SqlType {
  const [, first = sql, sizes, zone = '', brackets = ''] = PARTS.exec(sql) ?? [];
  const spelled = `${first}${zone}`.replace(/^(pg_catalog|public)\./, '');
  const isQuoted = spelled.startsWith('"');
  const name = isQuoted ? spelled : (NAMES[spelled.toLowerCase()] ?? spelled.toLowerCase());
  const numbers = sizes === undefined ? [] : sizes.split(',').map(Number);
  // Without a length, SQL means one of these.
  const isOne = numbers.length === 0 && (name === 'bit' || (name === 'char' && !spelled.startsWith('bp')));
  return { name, sizes: isOne ? [1] : numbers, isArray: brackets !== '' };
}
