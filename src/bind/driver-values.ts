/** What the driver makes of an interval. */
interface IntervalParts {
  readonly years?: number;
  readonly months?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

/**
 * Objects that the driver makes of intervals, points and circles, as the texts that PostgreSQL has for them; anything
 * else as it is.
 */
export function asWritten(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('toPostgres' in value) return intervalText(value as IntervalParts); // only its intervals have that method
  const { x, y, radius, ...others } = value as Readonly<Record<string, unknown>>; // any object has some
  if (typeof x !== 'number' || typeof y !== 'number' || Object.keys(others).length > 0) return value;
  return radius === undefined ? `(${x},${y})` : `<(${x},${y}),${radius}>`;
}

/** As PostgreSQL prints it: all but the clock have their units, and what follows something negative has its sign. */
function intervalText(parts: IntervalParts): string {
  const { years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = parts;
  let text = '';
  let isBefore = false;
  for (const [count, unit] of [
    [years, 'year'],
    [months, 'mon'],
    [days, 'day'],
  ] as const) {
    if (count === 0) continue;
    text += `${text === '' ? '' : ' '}${isBefore && count > 0 ? '+' : ''}${count} ${unit}${count === 1 ? '' : 's'}`;
    isBefore = count < 0;
  }
  const clock = [hours, minutes, seconds + milliseconds / 1_000];
  if (clock.every((one) => one === 0)) return text === '' ? '00:00:00' : text;
  const isNegative = clock.some((one) => one < 0);
  const [h = 0, m = 0, s = 0] = clock.map(Math.abs);
  const fraction = s % 1 === 0 ? '' : (s % 1).toFixed(6).slice(1).replace(/0+$/, '');
  const two = (one: number): string => String(Math.floor(one)).padStart(2, '0');
  const sign = isNegative ? '-' : isBefore ? '+' : '';
  return `${text === '' ? '' : `${text} `}${sign}${two(h)}:${two(m)}:${two(s)}${fraction}`;
}
