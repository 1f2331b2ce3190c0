import { types } from 'node:util';
import { timeText } from './time-text.ts';
import { textType, type ValueType } from './value-type.ts';

const DATE = /^(\d{4,7})-(\d\d)-(\d\d)$/;
const CLOCK = /^(\d\d):([0-5]\d):([0-5]\d)(?:\.(\d{0,5}[1-9]))?$/;
const FIRST = -62_135_596_800_000;
const BEHIND_LAST = 253_402_300_800_000;
const DAY = 86_400_000;

/** Years 1 to 9999: what ISO 8601 writes with four digits. */
const isInstant = (value: unknown): value is Date => {
  // By what it is: an object may only look like one, or be one of another realm, as in jest.
  if (!types.isDate(value)) return false;
  const time = value.getTime();
  return time >= FIRST && time < BEHIND_LAST;
};

/** Years from 1 on, with four digits at least, or infinity. */
export function isDate(text: string, lastYear = 5_874_897): boolean {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  if (year === '' || (year.length > 4 && year.startsWith('0'))) return false;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1 || y > lastYear || m < 1 || m > 12 || d < 1) return false;
  const isLeap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  return d <= (m === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31);
}

const isInfinite = (text: string): boolean => text === 'infinity' || text === '-infinity';

const hasDigits = (fraction: string | undefined, most: number): boolean => (fraction?.length ?? 0) <= most;

const isClock = (text: string, precision: number): boolean => {
  const [, hour, , , fraction] = CLOCK.exec(text) ?? [];
  return hour !== undefined && Number(hour) < 24 && hasDigits(fraction, precision);
};

const isTime = (text: string, precision: number): boolean => isClock(text, precision) || text === '24:00:00';

export const date: ValueType = {
  accepts: (value) =>
    typeof value === 'string'
      ? isDate(value) || isInfinite(value)
      : isInstant(value) && value.getTime() % DAY === 0,
  text: (value) => (types.isDate(value) ? timeText(value) : String(value)),
  words: 'a day as 2026-01-14, or a Date at midnight, UTC',
};

/** With a time zone, a text says UTC, which is how PostgreSQL prints it for us. */
export function timestamp(precision = 6, zone: '' | '+00' = ''): ValueType {
  const step = 10 ** Math.max(0, 3 - precision);
  return {
    accepts: (value) =>
      typeof value === 'string'
        ? isInfinite(value) || isTimestamp(value, precision, zone)
        : isInstant(value) && value.getTime() % step === 0,
    text: (value) => (types.isDate(value) ? timeText(value) : String(value)),
    words: `a Date in the years 1 to 9999${step > 1 ? ` with at most ${precision} digits of a second` : ''}, or a text as 2026-01-14 10:00:00${zone}`,
  };
}

export function isTimestamp(text: string, precision: number, zone: string): boolean {
  if (!text.endsWith(zone)) return false;
  const [day = '', clock = '', ...others] = text.slice(0, text.length - zone.length).split(' ');
  return others.length === 0 && isDate(day, 294_275) && isClock(clock, precision);
}

export const time = (precision = 6): ValueType =>
  textType(`a time as 08:30:00${digitsOf(precision)}`, (value) => isTime(value, precision));

export const timetz = (precision = 6): ValueType =>
  textType(`a time with its zone as 08:30:00+01${digitsOf(precision)}`, (value) => {
    const [, clock = '', zone = ''] = /^(.*?)([+-].*)$/.exec(value) ?? [];
    return isTime(clock, precision) && /^(\+00|[+-](?!00$)(0\d|1[0-5])(:(?!00$)[0-5]\d)?)$/.test(zone);
  });

const digitsOf = (precision: number): string =>
  precision === 0 ? '' : `, with at most ${precision} digits of a second and no zero at the end`;

const INTERVAL =
  /^(?:(?<years>-?[1-9]\d*) years? ?)?(?:(?<months>[+-]?[1-9]\d*) mons? ?)?(?:(?<days>[+-]?[1-9]\d*) days? ?)?(?<clock>[+-]?(?:\d{2}|[1-9]\d{2,9}):[0-5]\d:[0-5]\d(?:\.\d{0,5}[1-9])?)?$/;

export const interval = (precision = 6): ValueType =>
  textType('an interval as PostgreSQL writes it, such as 1 day 02:03:04', (value) =>
    isInterval(value, precision),
  );

/** Whether the text is what its parts would be printed as. */
function isInterval(text: string, precision: number): boolean {
  const { years = '0', months = '0', days = '0', clock } = INTERVAL.exec(text)?.groups ?? {};
  const [y, m, d] = [Number(years), Number(months), Number(days)];
  const isZeroClock = clock === undefined || /^[+-]?0+:00:00$/.test(clock);
  if (!hasDigits(clock?.split('.')[1], precision) || Math.abs(m) > 11 || y * m < 0) return false;
  if (
    Math.abs(12 * y + m) >= 2 ** 31 ||
    Math.abs(d) >= 2 ** 31 ||
    Number(clock?.split(':')[0] ?? 0) >= 2 ** 31
  )
    return false;
  let printed = '';
  let isBefore = false;
  for (const [value, unit] of [
    [y, 'year'],
    [m, 'mon'],
    [d, 'day'],
  ] as const) {
    if (value === 0) continue;
    const sign = isBefore && value > 0 ? '+' : '';
    printed += `${printed === '' ? '' : ' '}${sign}${value} ${unit}${value === 1 ? '' : 's'}`;
    isBefore = value < 0;
  }
  if (isZeroClock) return text === (printed === '' ? '00:00:00' : printed);
  const bare = (clock ?? '').replace(/^[+-]/, '');
  const sign = clock?.startsWith('-') ? '-' : isBefore ? '+' : '';
  return text === `${printed === '' ? '' : `${printed} `}${sign}${bare}`;
}
