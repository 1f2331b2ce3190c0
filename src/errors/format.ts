const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size with two digits that count: `65 MB`. */
export function sizeOf(bytes: number): string {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** unit).toPrecision(2))} ${UNITS[unit]}`;
}

/** A time as people say it: `40 s`, `12 min`, `3 h`. */
export function durationOf(seconds: number): string {
  if (seconds < 1) return 'less than 1 s';
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return seconds < 6_000 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

/** A number with commas, whatever the locale: `2,000`. */
export const grouped = (number: number): string =>
  String(number).replace(/(?<!\.\d*)\B(?=(\d{3})+(?!\d))/g, ',');

/** A number of things: `1 table`, `2,000 tables`. */
export const counted = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
