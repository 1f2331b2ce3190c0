const DAY = 86_400_000;
const MINUTE = 60_000;
const SECOND = 1_000;

const digits = (n: number, length: number): string => String(n).padStart(length, '0');
const texts = (count: number, textOf: (n: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, n) => textOf(n));

const MINUTES = texts(24 * 60, (n) => `T${digits(Math.floor(n / 60), 2)}:${digits(n % 60, 2)}:`);
const SECONDS = texts(60, (n) => `${digits(n, 2)}.`);
const FRACTIONS = texts(1_000, (n) => `${digits(n, 3)}Z`);

/** Some dates that were written lately, each at its number modulo theirs: rows of one time are made together. */
const dates = Array.from({ length: 512 }, () => ({ day: Number.NaN, text: '' }));
/** The last moment that was written: a row is often new and changed at the same one. */
const last = { time: Number.NaN, text: '' };

/** As `toISOString`, which takes several times as long; of a date that is none, a text that PostgreSQL refuses. */
export function timeText(value: Date): string {
  const time = value.getTime();
  if (Number.isNaN(time)) return 'Invalid Date';
  if (time === last.time) return last.text;
  const day = Math.floor(time / DAY);
  const date = dates[day & (dates.length - 1)];
  if (!date) return value.toISOString();
  if (date.day !== day) {
    date.text = value.toISOString().slice(0, -14);
    date.day = day;
  }
  const inDay = time - day * DAY;
  const minute = Math.floor(inDay / MINUTE);
  const inMinute = inDay - minute * MINUTE;
  const second = Math.floor(inMinute / SECOND);
  last.text = date.text + MINUTES[minute] + SECONDS[second] + FRACTIONS[inMinute - second * SECOND];
  last.time = time;
  return last.text;
}
