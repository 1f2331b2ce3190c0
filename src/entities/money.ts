/**
 * Amounts as `numeric(10,2)` has them: texts with two digits behind the point, so that nothing is rounded.
 *
 * @example toCents('12.50') // 1250n
 */
export const toCents = (amount: string): bigint => BigInt(amount.replace('.', ''));

/** @example fromCents(1250n) // '12.50' */
export function fromCents(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
