import { textType, type ValueType } from './value-type.ts';

/** How a column's values are for its entity: most numbers may be wider than those of JavaScript, and are texts then. */
export type Form = 'number' | 'text' | 'any';

const WHOLE = /^(0|-?[1-9]\d*)$/;
const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const NEGATIVE_ZERO = /^-[0.]+$/;

/** With its sign, which texts of zero have not. */
const textOf = (value: unknown): string => (Object.is(value, -0) ? '-0' : String(value));

/** A whole number in some bits. */
export function integer(bits: number, form: Form): ValueType {
  const isHeld = (value: bigint): boolean => BigInt.asIntN(bits, value) === value;
  const [lowest, highest] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return {
    accepts: (value) =>
      typeof value === 'number'
        ? Number.isInteger(value) && value >= lowest && value <= highest
        : typeof value === 'string'
          ? form === 'any' && WHOLE.test(value) && isHeld(BigInt(value))
          : false,
    text: String,
    words: `a whole number from ${lowest} to ${highest}`,
  };
}

/** 64 bits, of which a number of JavaScript holds 53. */
export function bigint(form: Form): ValueType {
  const isHeld = (value: bigint): boolean => BigInt.asIntN(64, value) === value;
  return {
    accepts: (value) =>
      typeof value === 'bigint'
        ? isHeld(value)
        : typeof value === 'string'
          ? form !== 'number' && WHOLE.test(value) && isHeld(BigInt(value))
          : Number.isSafeInteger(value),
    text: String,
    words: 'a whole number of 64 bits, or one that JavaScript holds exactly',
  };
}

export const double: ValueType = {
  accepts: (value) => typeof value === 'number',
  text: textOf,
  words: 'a number',
};

/** What PostgreSQL prints again: of the numbers that are one in 32 bits, the shortest. */
export const real: ValueType = {
  accepts: (value) => typeof value === 'number' && (!Number.isFinite(value) || isShortest(value)),
  text: textOf,
  words: 'a number that 32 bits hold as it is written, which are all of six digits',
};

function isShortest(value: number): boolean {
  const held = Math.fround(value);
  for (let digits = 1; digits <= 9; digits++) {
    const printed = Number(held.toPrecision(digits));
    // Halfway to the next number PostgreSQL writes more digits.
    const further = printed + (printed - held) * 2 ** -20;
    if (Math.fround(printed) === held && Math.fround(further) === held) return printed === value;
  }
  return false;
}

/** Where neither precision nor scale is stated, the digits are kept as they come. */
export function numeric([precision, scale = 0]: readonly number[], form: Form): ValueType {
  const asNumber = precision === undefined ? double : decimalNumber(precision, scale);
  const asText = precision === undefined ? anyDecimal : decimal(precision, scale);
  if (form === 'number') return asNumber;
  if (form === 'text') return asText;
  return {
    accepts: (value) => asNumber.accepts(value) || asText.accepts(value),
    text: String,
    words: `${asNumber.words}, or ${asText.words}`,
  };
}

const isUsual = (value: string): boolean => DECIMAL.test(value) && !NEGATIVE_ZERO.test(value);

const anyDecimal = textType(
  'a text of a number as PostgreSQL writes it',
  (value) => /^(NaN|-?Infinity)$/.test(value) || (isUsual(value) && value.length < 16_000),
);

/** As PostgreSQL writes it: all digits behind the point, and no zero before others. */
function decimal(precision: number, scale: number): ValueType {
  const behind = Math.max(scale, 0);
  const [most, step] = [10n ** BigInt(precision), 10n ** BigInt(Math.max(-scale, 0))];
  return textType(
    `a text of a number with ${behind} digits behind the point, and at most ${precision} in all`,
    (value) => {
      if (value === 'NaN') return true;
      if (!isUsual(value)) return false;
      const [whole = '', fraction = ''] = value.split('.');
      if (fraction.length !== behind || whole.length > 1_001) return false;
      const digits = BigInt(whole + fraction);
      return digits % step === 0n && digits / step < most && digits / step > -most;
    },
  );
}

const decimalNumber = (precision: number, scale: number): ValueType => ({
  accepts: (value) =>
    typeof value === 'number' &&
    (Number.isNaN(value) || (Math.abs(value) < 10 ** (precision - scale) && isRounded(value, scale))),
  text: String,
  words: `a number with at most ${scale} of its ${precision} digits behind the point`,
});

/** Whether the digits that are kept are all that the number has. */
const isRounded = (value: number, scale: number): boolean =>
  scale < 0 ? value % 10 ** -scale === 0 : Number(value.toFixed(Math.min(scale, 100))) === value;

export const oid: ValueType = {
  accepts: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32,
  text: String,
  words: 'a whole number from 0 to 4294967295',
};

/** Whether two decimals are in that order, or equal: below 0, above 0 or 0. */
export function compareDecimals(one: string, other: string): number {
  const [a = '', b = ''] = [one, other].map((text) => text.split('.')[1] ?? '');
  const length = Math.max(a.length, b.length);
  const scaled = (text: string, fraction: string): bigint =>
    BigInt(text.replace('.', '') + '0'.repeat(length - fraction.length));
  const difference = scaled(one, a) - scaled(other, b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
