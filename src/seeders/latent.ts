import type { Stream } from '../random/stream.ts';

/** So many words make one number: their sum has a variance of half, and its tails end at ±4.2. */
const WORDS = 6;
const RANGE = 2 ** 32;

/**
 * A number of a standard normal distribution, such as a person's ability: a sum of uniform ones, which is the same on
 * every machine, as logarithms and cosines need not be.
 *
 * @example 0.6 * ability + 0.8 * normal(scope.random('task', t)) // correlates with ability by 0.6
 */
export function normal(random: Stream): number {
  let sum = 0;
  for (let i = 0; i < WORDS; i++) sum += random.word();
  return (sum / RANGE - WORDS / 2) * Math.SQRT2;
}

/**
 * A positive number of which half are below `median`, and few are many times as large: a delay, a size.
 *
 * @param spread about two thirds are within `median / e^spread` and `median * e^spread`
 * @example lognormal(scope.random('reply'), 3 * HOUR, 0.8)
 */
export const lognormal = (random: Stream, median: number, spread: number): number =>
  median * exp(spread * normal(random));

/** e to that power, by multiplications and additions alone: how `Math.exp` rounds is left to the machine. */
function exp(x: number): number {
  const twos = Math.round(x / Math.LN2);
  const rest = x - twos * Math.LN2;
  let [sum, term] = [1, 1];
  for (let n = 1; n <= 14; n++) {
    term *= rest / n;
    sum += term;
  }
  return twos < 0 ? sum / 2 ** -twos : sum * 2 ** twos;
}

/**
 * The number of one of the weights, the greater the likelier; undefined where all are 0.
 *
 * @example weighted(scope.random('author'), [0.1, 2, 0]) // 1, most likely
 */
export function weighted(random: Stream, weights: readonly number[]): number | undefined {
  let rest = random.unit() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return i;
  }
  return undefined;
}

/**
 * The probability (0 to 1) of that logit.
 *
 * @example logistic(0) // 0.5; of 2 it is 0.88
 */
export const logistic = (logit: number): number => 1 / (1 + exp(-logit));

/**
 * A mixture of two standard normal values that is one itself, and correlates with the first by `correlation` (0 to 1).
 *
 * @example mixed(ability, normal(scope.random('earliness')), 0.5)
 */
export const mixed = (first: number, second: number, correlation: number): number =>
  correlation * first + Math.sqrt(1 - correlation ** 2) * second;
