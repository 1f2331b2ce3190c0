/** A column's type as far as it decides which values fit. */
export interface ColumnType {
  /** What it is in the end, by PostgreSQL's internal name: not a domain but what that is over, not an array but its members. */
  readonly base: string;
  readonly isArray: boolean;
  /** The most characters of a string, digits of a fraction of a second, or digits before the point of a number. */
  readonly limit: number;
  /** The digits behind the point of a number; all that there are where left out. */
  readonly scale?: number;
  /** The values of an enum. */
  readonly values?: readonly string[];
}

/** A type as the catalogue of a database has it. */
export interface CatalogType {
  readonly base: string;
  /** As SQL writes it, with its length. */
  readonly spelled: string;
  readonly isArray: boolean;
  /** As `pg_attribute` and domains keep a length; -1 for none. */
  readonly modifier: number;
  readonly values: readonly string[] | null;
}

const internalNames: Readonly<Record<string, string>> = {
  bigint: 'int8',
  bigserial: 'int8',
  boolean: 'bool',
  char: 'bpchar',
  character: 'bpchar',
  'character varying': 'varchar',
  decimal: 'numeric',
  'double precision': 'float8',
  int: 'int4',
  integer: 'int4',
  real: 'float4',
  serial: 'int4',
  smallint: 'int2',
  smallserial: 'int2',
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

/** What SQL takes for a length of one. */
const ofOne = /^(bit|char|character)(\[\d*\])*$/;

const texts = ['varchar', 'text', 'citext'];

/**
 * A type as an entity declares it.
 *
 * @param known what it is in a database, which knows every spelling; left out where the database has no such type
 * @param values of an enum of the entity
 * @example declaredType('varchar(255)') // { base: 'varchar', isArray: false, limit: 255 }
 */
export function declaredType(
  sql: string,
  known?: Omit<CatalogType, 'spelled'>,
  values?: readonly string[],
): ColumnType {
  const { base, isArray } = known ?? spelled(sql);
  const [, first = ofOne.test(sql) ? '1' : undefined, second = '0'] =
    /\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)/.exec(sql) ?? [];
  // A domain's own length is nowhere in its name.
  const own = known && first === undefined ? limitsOf(base, known.modifier) : undefined;
  const limits = own ?? limitsIn(base, first, second);
  return { base, isArray, ...limits, ...(values && { values }) };
}

/** A type of a database. */
export const liveType = ({ base, isArray, modifier, values }: CatalogType): ColumnType => ({
  base,
  isArray,
  ...limitsOf(base, modifier),
  ...(values && { values }),
});

function spelled(sql: string): { readonly base: string; readonly isArray: boolean } {
  const isArray = /\[\d*\]$/.test(sql);
  const name = sql.replace(/\(.*?\)|(\[\d*\])+$/g, '').trim();
  return { base: internalNames[name] ?? name, isArray };
}

type Limits = Pick<ColumnType, 'limit' | 'scale'>;

/** As SQL has them in parentheses. */
function limitsIn(base: string, first: string | undefined, second: string): Limits {
  if (first === undefined) return unlimited(base);
  if (base !== 'numeric') return { limit: Number(first) };
  return { limit: Number(first) - Number(second), scale: Number(second) };
}

/** As PostgreSQL keeps them in a number. */
function limitsOf(base: string, modifier: number): Limits {
  if (modifier === -1) return unlimited(base);
  if (base === 'numeric') {
    const [precision, scale] = [(modifier - 4) >> 16, (modifier - 4) & 0x7ff];
    return { limit: precision - scale, scale };
  }
  if (base === 'varchar' || base === 'bpchar') return { limit: modifier - 4 };
  if (base !== 'interval') return { limit: modifier };
  const digits = modifier & 0xffff;
  return digits === 0xffff ? unlimited(base) : { limit: digits };
}

/** Without a length a string has no limit, a time six digits. */
const unlimited = (base: string): Limits => ({
  limit: /^(time|interval)/.test(base) ? 6 : Number.POSITIVE_INFINITY,
});

/** Types whose values are of one kind, so that some of one can be stored as another. */
const kinds: readonly (readonly string[])[] = [
  ['varchar', 'text', 'citext', 'bpchar'],
  ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'],
  ['json', 'jsonb'],
];

/** Whether some values of type `wanted` can be stored as `actual`: it is of the same kind, and narrower at most. */
export function mayFit(wanted: ColumnType, actual: ColumnType): boolean {
  if (wanted.isArray !== actual.isArray) return false;
  if (wanted.values !== undefined) return actual.values !== undefined || texts.includes(actual.base);
  const isOfKind = kinds.some((kind) => kind.includes(wanted.base) && kind.includes(actual.base));
  return actual.values === undefined && (wanted.base === actual.base || isOfKind);
}

/** Types of which PostgreSQL refuses what they do not hold; others store something else, such as a rounded number. */
const strict = ['varchar', 'int2', 'int4', 'int8'];

/** Whether PostgreSQL itself refuses each value that a type does not hold. */
export const isStrict = ({ base, values }: CatalogType): boolean => values !== null || strict.includes(base);

/** Whether every value of type `wanted` can be stored as `actual`. */
export function fits(wanted: ColumnType, actual: ColumnType): boolean {
  if (wanted.isArray !== actual.isArray) return false;
  const { values } = wanted;
  if (values === undefined) {
    const isWider = wanted.base === actual.base || wider[wanted.base]?.includes(actual.base) === true;
    const isLong = actual.limit >= wanted.limit && (actual.scale ?? Infinity) >= (wanted.scale ?? 0);
    return isWider && actual.values === undefined && isLong;
  }
  if (actual.values !== undefined) return values.every((value) => actual.values?.includes(value));
  return texts.includes(actual.base) && values.every((value) => value.length <= actual.limit);
}
