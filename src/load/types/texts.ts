import { textType, type ValueType } from './value-type.ts';

/** Without what PostgreSQL cannot hold: NUL and halves of surrogate pairs. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\0');

/** PostgreSQL counts code points. */
export const lengthOf = (text: string): number => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};

/** Whether a text has more characters than that, or one of those in a list. */
export function isLonger(value: unknown, limit: number): boolean {
  if (Array.isArray(value)) return value.some((member) => isLonger(member, limit));
  if (typeof value !== 'string' || value.length <= limit) return false;
  return value.length > 2 * limit || lengthOf(value) > limit;
}

/** With each digit written out, which is matched in half the time of a count; every row has several. */
const UUID = new RegExp(`^${[8, 4, 4, 4, 12].map((digits) => '[0-9a-f]'.repeat(digits)).join('-')}$`);
const PATH = /^([A-Za-z0-9_-]{1,1000}(\.[A-Za-z0-9_-]{1,1000})*)?$/;
const LONGEST_PATH = 65_535;

const TEXT = 'text without NUL characters and halves of surrogate pairs';

export const text = textType(TEXT, isText);

export const uuid = textType('a uuid in lower case with hyphens', (value) => UUID.test(value));

export const ltree = textType(
  'a path: labels of letters, digits, _ and -, with a dot between them',
  (value) => value.length <= LONGEST_PATH && PATH.test(value),
);

/** PostgreSQL cuts longer ones off. */
export const name = textType(
  'text of at most 63 bytes',
  (value) => isText(value) && Buffer.byteLength(value) <= 63,
);

export const oneByte = textType(
  'one ASCII character',
  (value) => value.length === 1 && value !== '\0' && value.charCodeAt(0) < 128,
);

/** PostgreSQL leaves a declaration out. */
export const xml = textType(
  'text without an XML declaration',
  (value) => isText(value) && !/^\s*<\?xml/i.test(value),
);

export const varchar = (limit: number | undefined): ValueType =>
  limit === undefined ? text : { ...text, limit };

/** PostgreSQL fills shorter ones with spaces. */
export const char = (length: number | undefined): ValueType => {
  if (length === undefined) return text;
  const accepts = (value: string): boolean => isText(value) && lengthOf(value) >= length;
  return { ...textType(`text of ${length} characters`, accepts), limit: length };
};

/** PostgreSQL takes no other length. */
export const bit = (length = 1): ValueType =>
  textType(`${length} of the digits 0 and 1`, (value) => value.length === length && /^[01]*$/.test(value));

export const varbit = (limit: number | undefined): ValueType => ({
  ...textType('digits 0 and 1', (value) => /^[01]*$/.test(value)),
  ...(limit !== undefined && { limit }),
});
