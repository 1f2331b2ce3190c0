import { DAY, HOUR, MINUTE, SECOND } from '../../../random/clock.ts';
import type { Stream } from '../../../random/stream.ts';

/** How much students do in each hour of a day, from midnight (UTC): a dip at noon, and evenings that go on. */
const HOURS = [
  0.35, 0.15, 0.05, 0.03, 0.02, 0.03, 0.08, 0.2, 0.5, 0.85, 1.1, 1.1, 0.7, 0.9, 1.15, 1.2, 1.15, 1, 0.8, 0.95,
  1.15, 1.1, 0.9, 0.6,
];
/** And on each day of a week, from Monday. */
const DAYS = [1, 1.05, 1.05, 1, 0.8, 0.5, 0.85];
/** How many moments stand for a span of time; between them is what is left to chance. */
const MOMENTS = 512;

/** Moments of a span of time, as dense as students are busy. */
export type Moments = Float64Array;

/**
 * The moments of a week up to its deadline, in milliseconds from Monday: most of the work is done in the last day.
 *
 * @param from @param to hours from Monday
 */
export const untilDeadline = (from: number, to: number): Moments =>
  quantiles(from, to, (hour) => {
    const ahead = (to - hour) / 12;
    return busy(hour) * (0.35 + 4 / (1 + ahead * ahead));
  });

/** The moments of some days, in milliseconds from Monday, without a deadline ahead. */
export const ofDays = (from: number, to: number): Moments => quantiles(from, to, busy);

const busy = (hour: number): number => (HOURS[hour % 24] ?? 0) * (DAYS[Math.floor(hour / 24) % 7] ?? 0);

function quantiles(from: number, to: number, weightOf: (hour: number) => number): Moments {
  const weights = Array.from({ length: to - from }, (_, i) => weightOf(from + i));
  const step = weights.reduce((sum, weight) => sum + weight, 0) / MOMENTS;
  const moments = new Float64Array(MOMENTS + 1);
  let [i, before] = [0, 0];
  for (const [hour, weight] of weights.entries()) {
    for (; i <= MOMENTS && i * step <= before + weight; i++) {
      moments[i] = (from + hour + (i * step - before) / weight) * HOUR;
    }
    before += weight;
  }
  moments[MOMENTS] = to * HOUR;
  return moments;
}

/** The moment at a share (0 up to 1) of what is done in that time. */
export function momentAt(moments: Moments, share: number): number {
  const place = share * MOMENTS;
  const i = Math.floor(place);
  const first = moments[i] ?? 0;
  return Math.floor(first + (place - i) * ((moments[i + 1] ?? first) - first));
}

/** Between one attempt and the next: mostly minutes, at times a night. */
const PAUSES = [
  ...[25, 40, 55, 70, 85, 100, 120, 140, 160, 180, 200, 225, 250, 280, 310, 340].map(
    (seconds) => seconds * SECOND,
  ),
  ...[6, 6.5, 7, 8, 9, 11, 13, 17, 22, 30, 45, 80].map((minutes) => minutes * MINUTE),
  ...[2.5 * HOUR, 22 * HOUR, DAY, 26 * HOUR],
];

/** The milliseconds until a student tries again. */
export const pause = (random: Stream): number => {
  const word = random.word();
  // Five bits choose, the others spread it by a fifth.
  return Math.floor((PAUSES[word >>> 27] ?? MINUTE) * (0.9 + (word & 0x7ffffff) * 1.5e-9));
};

/** How long a grader takes for one: minutes, with breaks for lectures and other things. */
const GRADING = [3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 11, 14, 18, 35, 150, 400].map((minutes) => minutes * MINUTE);

/** The milliseconds of office hours until the next one is graded. */
export const gradingTime = (random: Stream): number => {
  const word = random.word();
  return Math.floor((GRADING[word >>> 28] ?? MINUTE) * (0.8 + (word & 0xfffffff) * 1.5e-9));
};

/** A share from 0 up to 1 that rises with a normal number; no step of it depends on how a machine rounds. */
export const shareOf = (x: number): number => 0.5 + (0.5 * x) / Math.sqrt(1 + x * x);
