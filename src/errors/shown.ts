import { inspect, types } from 'node:util';
import { escaped } from './escaped.ts';

const LONGEST = 80;

/** Whose values are never shown. */
const SECRET = /token|password|secret/i;

/**
 * Any value on one line for a message, so long and no longer; it never fails, runs no code of the value, and what would
 * move a cursor or hide is escaped.
 *
 * @param name of what holds it, which may say that it is a secret
 * @example shown('a\u001b[2J') // '"a\\u001b[2J"'
 */
export function shown(value: unknown, name = ''): string {
  if (SECRET.test(name) && typeof value === 'string') return '(not shown)';
  let text: string;
  try {
    text = textOf(value);
  } catch {
    // What it is made of is code of its own that fails.
    text = 'a value that cannot be shown';
  }
  return escaped(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** A name from outside, in the same way. */
export const shownName = (name: string): string =>
  escaped(name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);

function textOf(value: unknown): string {
  if (typeof value === 'string') return quotedText(value);
  if (typeof value === 'bigint' || Object.is(value, -0)) return inspect(value).replace(/n$/, '');
  if (types.isDate(value)) return dateText(value);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'function' ? 'a function' : String(value);
  return inspect(value, {
    depth: 3,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 20,
    maxStringLength: LONGEST,
    // What a value says of itself is code of its own, and may fail.
    customInspect: false,
    getters: false,
  });
}

/** With quotes; a long text is not gone through to its end. */
const quotedText = (text: string): string => JSON.stringify(text.slice(0, LONGEST + 1));

const dateText = (value: Date): string => {
  const time = Date.prototype.getTime.call(value);
  return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString();
};
