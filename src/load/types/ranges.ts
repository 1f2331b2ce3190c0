import { compareDecimals, integer, numeric } from './numbers.ts';
import { isDate, isTimestamp } from './times.ts';
import { textType, type ValueType } from './value-type.ts';

/** What the bounds of a kind of range are. */
interface Bounds {
  readonly accepts: (text: string) => boolean;
  readonly compare: (one: string, other: string) => number;
  /** There is a next value: PostgreSQL writes such ranges with their first value, and the one behind their last. */
  readonly isDiscrete: boolean;
  readonly isQuoted: boolean;
}

const inOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Of one length, texts of times are in the order of the times. */
const compareTimes = (one: string, other: string): number =>
  compareDecimals(String(one.indexOf('-')), String(other.indexOf('-'))) || inOrder(bare(one), bare(other));
const bare = (time: string): string => time.replace(/\+00$/, '');

const wholes = (bits: number): Bounds => ({
  accepts: integer(bits, 'any').accepts,
  compare: compareDecimals,
  isDiscrete: true,
  isQuoted: false,
});
const times = (zone: string): Bounds => ({
  accepts: (text) => isTimestamp(text, 6, zone),
  compare: compareTimes,
  isDiscrete: false,
  isQuoted: true,
});

const kinds: Readonly<Record<string, Bounds>> = {
  int4: wholes(32),
  int8: wholes(64),
  num: {
    accepts: (text) => /\d$/.test(text) && numeric([], 'text').accepts(text),
    compare: compareDecimals,
    isDiscrete: false,
    isQuoted: false,
  },
  date: { accepts: (text) => isDate(text), compare: compareTimes, isDiscrete: true, isQuoted: false },
  ts: times(''),
  tstz: times('+00'),
};

interface Range {
  readonly lower: string;
  readonly upper: string;
  readonly isLowerIn: boolean;
  readonly isUpperIn: boolean;
}

/** The bounds of a range that PostgreSQL would write so; undefined for anything else, and for an empty one. */
function rangeOf(text: string, { accepts, compare, isDiscrete, isQuoted }: Bounds): Range | undefined {
  const [, open, first = '', second = '', close] = /^([[(])([^,]*),([^,]*)([\])])$/.exec(text) ?? [];
  if (open === undefined) return undefined;
  const bound = isQuoted ? /^"([^"\\]+)"$/ : /^([^"]+)$/;
  const [lower, upper] = [first, second].map((part) => (part === '' ? '' : bound.exec(part)?.[1]));
  if (lower === undefined || upper === undefined) return undefined;
  const [isLowerIn, isUpperIn] = [open === '[', close === ']'];
  if ((lower !== '' && !accepts(lower)) || (upper !== '' && !accepts(upper))) return undefined;
  if (isLowerIn ? lower === '' : isDiscrete && lower !== '') return undefined;
  if (isUpperIn && (isDiscrete || upper === '')) return undefined;
  const order = lower === '' || upper === '' ? -1 : compare(lower, upper);
  if (order > 0 || (order === 0 && !(isLowerIn && isUpperIn))) return undefined;
  return { lower, upper, isLowerIn, isUpperIn };
}

/** Whether something lies between two ranges, which otherwise would be one. */
function isApart(one: Range, next: Range, { compare }: Bounds): boolean {
  if (one.upper === '' || next.lower === '') return false;
  const order = compare(one.upper, next.lower);
  return order < 0 || (order === 0 && !one.isUpperIn && !next.isLowerIn);
}

function isMultirange(text: string, bounds: Bounds): boolean {
  if (!/^\{.*\}$/.test(text)) return false;
  const parts = text.slice(1, -1).match(/[[(][^[\]()]*[\])]/g) ?? [];
  if (`{${parts.join()}}` !== text) return false;
  const ranges = parts.map((part) => rangeOf(part, bounds));
  return ranges.every((range, i) => {
    const next = ranges[i + 1];
    return (
      range !== undefined && (i + 1 === ranges.length || (next !== undefined && isApart(range, next, bounds)))
    );
  });
}

const AS_WRITTEN = 'as PostgreSQL writes it, times in UTC';

/** Ranges and multiranges, by the names of their types. */
export const ranges: Readonly<Record<string, ValueType>> = Object.fromEntries(
  Object.entries(kinds).flatMap(([name, bounds]) => [
    [
      `${name}range`,
      textType(`a range ${AS_WRITTEN}`, (text) => text === 'empty' || rangeOf(text, bounds) !== undefined),
    ],
    [`${name}multirange`, textType(`a multirange ${AS_WRITTEN}`, (text) => isMultirange(text, bounds))],
  ]),
);
