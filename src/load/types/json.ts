import { isText } from './texts.ts';
import type { ValueType } from './value-type.ts';

/** Deeper ones are more than PostgreSQL's stack may hold, or go round in a circle. */
const DEEPEST = 1_000;

/** Whether JSON says all of a value: no Date, no NaN, nothing undefined, no object of a class. */
function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'boolean' || isText(value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > DEEPEST) return false;
  if (Array.isArray(value)) {
    // What was never set is no member for `every`.
    for (let i = 0; i < value.length; i++) if (!isJson(value[i], depth + 1)) return false;
    return true;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const name of Object.keys(value)) {
    // An object of this prototype may be asked for any of its names.
    if (!isText(name) || !isJson((value as Record<string, unknown>)[name], depth + 1)) return false;
  }
  return true;
}

export const json: ValueType = {
  accepts(value) {
    try {
      return isJson(value, 0);
    } catch {
      // Getters and proxies are code of the value's own, which may fail.
      return false;
    }
  },
  text: (value) => JSON.stringify(value),
  words: 'plain JSON',
  isJson: true,
};
