import type { TableColumn } from '../load/table.ts';
import { inetText } from './inet.ts';

/** Whether PostgreSQL takes a value for a column and gives back the same. */
export type Accepts = (value: unknown) => boolean;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PATH = /^([A-Za-z0-9_-]{1,1000}(\.[A-Za-z0-9_-]{1,1000})*)?$/;
const LONGEST_PATH = 65_535;

/** Text without what PostgreSQL cannot hold: NUL and halves of surrogate pairs. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\0');

const isInteger = (lowest: number, highest: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest;

/** Years 1 to 9999: what ISO 8601 writes with four digits. */
const isTime = (value: unknown): boolean =>
  value instanceof Date && value.getTime() >= -62_135_596_800_000 && value.getTime() < 253_402_300_800_000;

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'boolean' || isText(value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every(isJson);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.entries(value).every(([name, member]) => isText(name) && isJson(member));
}

const accepts: Readonly<Record<string, Accepts>> = {
  uuid: (value) => typeof value === 'string' && UUID.test(value),
  text: isText,
  ltree: (value) => typeof value === 'string' && value.length <= LONGEST_PATH && PATH.test(value),
  inet: (value) => typeof value === 'string' && inetText(value) === value,
  int: isInteger(-2_147_483_648, 2_147_483_647),
  bigint: (value) =>
    typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value),
  'double precision': Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  timestamptz: isTime,
  jsonb: isJson,
};

/** As PostgreSQL writes it: all digits behind the point, and no zero before others. */
function isDecimal(precision: number, scale: number): Accepts {
  const whole = `(0|[1-9]\\d{0,${precision - scale - 1}})`;
  const pattern = new RegExp(`^-?${whole}${scale > 0 ? `\\.\\d{${scale}}` : ''}$`);
  return (value) => typeof value === 'string' && pattern.test(value) && !/^-[0.]+$/.test(value);
}

const isDecimalNumber =
  (precision: number, scale: number): Accepts =>
  (value) =>
    typeof value === 'number' &&
    Math.abs(value) < 10 ** (precision - scale) &&
    Number(value.toFixed(scale)) === value;

/** How a type is called in a rule's sentence. */
const names: Readonly<Record<string, string>> = {
  uuid: 'a uuid in lower case with hyphens',
  text: 'text without NUL characters and halves of surrogate pairs',
  ltree: 'a path: labels of letters, digits, _ and -, with a dot between them',
  inet: 'an IP address as PostgreSQL writes it',
  int: 'a whole number from -2147483648 to 2147483647',
  bigint: 'a whole number of 64 bits, or one that JavaScript holds exactly',
  'double precision': 'a finite number',
  boolean: 'true or false',
  timestamptz: 'a Date in the years 1 to 9999',
  jsonb: 'plain JSON',
};

interface ValueType {
  readonly accepts: Accepts;
  /** What its values are, in words. */
  readonly name: string;
  /** The most characters that it holds. */
  readonly limit?: number;
}

/** What a column of an SQL type takes; anything where the type is not known here. */
export function valueType({
  type,
  values,
  isNumber = false,
}: Pick<TableColumn, 'type' | 'values' | 'isNumber'>): ValueType {
  if (values) {
    const known = new Set<unknown>(values);
    return { accepts: (value) => known.has(value), name: `one of ${values.join(', ')}` };
  }
  const [, precision, scale = '0'] = /^numeric\((\d+)(?:,\s*(\d+))?\)$/.exec(type) ?? [];
  if (precision !== undefined && isNumber) {
    const accepts = isDecimalNumber(Number(precision), Number(scale));
    return { accepts, name: `a number with at most ${scale} of its ${precision} digits behind the point` };
  }
  if (precision !== undefined) {
    return {
      accepts: isDecimal(Number(precision), Number(scale)),
      name: `a text of a number with ${scale} digits behind the point, and at most ${precision} in all`,
    };
  }
  const limit = /^varchar\((\d+)\)$/.exec(type)?.[1];
  const base = limit === undefined && type !== 'varchar' ? type : 'text';
  return {
    accepts: accepts[base] ?? (() => true),
    name: names[base] ?? type,
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}

/** Whether a text has more characters than that; PostgreSQL counts code points. */
export function isLonger(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  return text.length > 2 * limit || [...text].length > limit;
}
