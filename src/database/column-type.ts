/** A column's type as far as it decides which values fit. */
export interface ColumnType {
  /** Without its length, by PostgreSQL's internal name: `varchar`, `int4`, `user_type`. */
  readonly base: string;
  /** The most characters of a string, digits of a fraction of a second, or digits before the point of a number. */
  readonly limit: number;
  /** The digits behind the point of a number; all that there are where left out. */
  readonly scale?: number;
  /** The values of an enum. */
  readonly values?: readonly string[];
}

const internalNames: Readonly<Record<string, string>> = {
  bigint: 'int8',
  boolean: 'bool',
  char: 'bpchar',
  character: 'bpchar',
  'character varying': 'varchar',
  'double precision': 'float8',
  int: 'int4',
  integer: 'int4',
  real: 'float4',
  smallint: 'int2',
};

/** Types that hold every value of another one. */
const wider: Readonly<Record<string, readonly string[]>> = {
  float4: ['float8'],
  float8: ['numeric'],
  int2: ['int4', 'int8'],
  int4: ['int8'],
  jsonb: ['json'],
  text: ['varchar', 'citext'],
  varchar: ['text', 'citext'],
};

const texts = ['varchar', 'text', 'citext'];

/**
 * Reads a type as SQL writes it.
 *
 * @example columnType('varchar(255)') // { base: 'varchar', limit: 255 }
 */
export function columnType(sql: string, values?: readonly string[]): ColumnType {
  if (sql.endsWith('[]')) {
    const { base, ...member } = columnType(sql.slice(0, -2), values);
    return { ...member, base: `_${base}` };
  }
  const [, precision, scale = '0'] = /^numeric\((\d+)(?:,\s*(\d+))?\)$/.exec(sql) ?? [];
  if (precision !== undefined) {
    return { base: 'numeric', limit: Number(precision) - Number(scale), scale: Number(scale) };
  }
  const [, name = sql, length] = /^([^(]+?)\s*(?:\((\d+)\))?$/.exec(sql) ?? [];
  const base = internalNames[name] ?? name;
  return { base, limit: limitOf(base, length), ...(values && { values }) };
}

/** A type of a database, by its internal name and what `pg_attribute` says of its length. */
export function liveType(base: string, length: number | null): ColumnType {
  if (base !== 'numeric' || length === null) return { base, limit: limitOf(base, length) };
  // PostgreSQL's own way to keep two numbers in one.
  const [precision, scale] = [(length - 4) >> 16, (length - 4) & 0x7ff];
  return { base, limit: precision - scale, scale };
}

/** What a length in a type's parentheses means; without one a string has no limit, a time six digits. */
function limitOf(base: string, length: string | number | null | undefined): number {
  if (length !== undefined && length !== null) return Number(length);
  return base.startsWith('time') ? 6 : Number.POSITIVE_INFINITY;
}

/** Whether every value of type `wanted` can be stored as `actual`. */
export function fits(wanted: ColumnType, actual: ColumnType): boolean {
  const { values } = wanted;
  if (values === undefined) {
    const isWider = wanted.base === actual.base || wider[wanted.base]?.includes(actual.base) === true;
    const isLong = actual.limit >= wanted.limit && (actual.scale ?? Infinity) >= (wanted.scale ?? 0);
    return isWider && actual.values === undefined && isLong;
  }
  if (actual.values !== undefined) return values.every((value) => actual.values?.includes(value));
  return texts.includes(actual.base) && values.every((value) => value.length <= actual.limit);
}
