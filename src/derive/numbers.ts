import type { ColumnContext } from './context.ts';

/** A number that a column takes by its name. */
interface NumberKind {
  readonly pattern: RegExp;
  readonly whole: (context: ColumnContext) => number;
  /** Where its type has digits behind the point; the whole number where left out. */
  readonly exact?: (context: ColumnContext) => number;
}

/** Prices are small mostly, and end in 9 or 0. */
const price = ({ random }: ColumnContext): number =>
  Math.floor(3 + 60 * random.unit() ** 3 * 8) + random.pick([0.99, 0.49, 0.95, 0, 0.5]);

const kinds: readonly NumberKind[] = [
  { pattern: /year/, whole: ({ now, random }) => now.getUTCFullYear() - Math.floor(40 * random.unit() ** 2) },
  { pattern: /^month$|_month$/, whole: ({ random }) => random.integer(1, 12) },
  { pattern: /^day$|day_of|weekday/, whole: ({ random }) => random.integer(1, 7) },
  { pattern: /^age$|_age$/, whole: ({ random }) => random.integer(18, 80) },
  { pattern: /rating|stars/, whole: ({ random }) => random.pick([5, 4, 4, 5, 3, 5, 2, 1, 4]) },
  {
    pattern: /lat(itude)?$/,
    whole: ({ random }) => random.integer(-60, 70),
    exact: ({ random }) => random.unit() * 130 - 60,
  },
  {
    pattern: /(lon|lng)(gitude)?$|longitude/,
    whole: ({ random }) => random.integer(-180, 180),
    exact: ({ random }) => random.unit() * 360 - 180,
  },
  {
    pattern: /price|amount|cost|total|fee|salary|balance|budget|revenue|charge|subtotal|payment|msrp|wage/,
    whole: (context) => Math.floor(price(context)),
    exact: price,
  },
  {
    pattern: /percent|perc$|pct|progress/,
    whole: ({ random }) => random.integer(0, 100),
    exact: ({ random }) => random.integer(0, 1_000) / 10,
  },
  {
    pattern: /rate|ratio|discount|tax|share|factor|probability/,
    whole: ({ random }) => random.integer(0, 20),
    exact: ({ random }) => random.integer(0, 95) / 100,
  },
  {
    pattern: /score|points|grade/,
    whole: ({ random }) => random.integer(0, 100),
    exact: ({ random }) => random.integer(0, 200) / 2,
  },
  {
    pattern: /quantity|qty|count|num_|number_of|_items|stock|capacity|seats/,
    whole: ({ random }) => 1 + Math.floor(24 * random.unit() ** 3),
  },
  {
    pattern: /position|order|sort|rank|sequence|index|ordinal|line_?no|priority/,
    whole: ({ n }) => (n % 100) + 1,
  },
  { pattern: /version|revision|attempt|level/, whole: ({ random }) => random.integer(1, 5) },
  { pattern: /milli|duration_ms/, whole: ({ random }) => random.integer(90_000, 400_000) },
  {
    pattern: /duration|length|minutes|runtime|timeout|seconds/,
    whole: ({ random }) => random.integer(5, 180),
  },
  { pattern: /bytes|size/, whole: ({ random }) => random.integer(1_000, 9_000_000) },
  {
    pattern: /weight|height|width|depth|distance/,
    whole: ({ random }) => random.integer(1, 200),
    exact: ({ random }) => random.integer(10, 2_000) / 10,
  },
  { pattern: /port$/, whole: ({ random }) => random.integer(8_000, 9_000) },
];

const usual: NumberKind = {
  pattern: /./,
  whole: ({ random }) => Math.floor(100 * random.unit() ** 2),
  exact: ({ random }) => Math.floor(10_000 * random.unit() ** 2) / 100,
};

const kindOf = (column: string): NumberKind =>
  kinds.find(({ pattern }) => pattern.test(column.toLowerCase())) ?? usual;

/** Whether a column's name says what number it is. */
export const isNamedNumber = (column: string): boolean => kindOf(column) !== usual;

/** A whole number for a column, at most `max`. */
export function wholeFor(column: string, max: number): (context: ColumnContext) => number {
  const { whole } = kindOf(column);
  return (context) => Math.min(whole(context), max);
}

/** A number with at most `scale` digits behind the point and `whole` before it. */
export function decimalFor(
  column: string,
  scale: number,
  digits: number,
): (context: ColumnContext) => number {
  const { whole, exact = whole } = kindOf(column);
  const [step, limit] = [10 ** scale, 10 ** digits];
  return (context) => {
    const value = Math.round((scale === 0 ? whole(context) : exact(context)) * step) / step;
    // What is too wide keeps its last digits: they are as likely as others.
    return Math.abs(value) < limit ? value : Math.round((value % limit) * step) / step;
  };
}
