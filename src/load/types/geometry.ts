import { textType, type ValueType } from './value-type.ts';

const NUMBER = /-?\d+(?:\.\d+)?/g;

/** As PostgreSQL and JavaScript both write it, without an exponent. */
const isPlain = (text: string): boolean => {
  const [value, size] = [Number(text), Math.abs(Number(text))];
  return String(value) === text && (size === 0 || (size >= 1e-4 && size < 1e15));
};

/** @param shape the text with an n for each number */
const shaped = (
  words: string,
  shape: RegExp,
  demands: (numbers: readonly number[]) => boolean = () => true,
): ValueType =>
  textType(words, (value) => {
    const numbers = value.match(NUMBER) ?? [];
    return shape.test(value.replace(NUMBER, 'n')) && numbers.every(isPlain) && demands(numbers.map(Number));
  });

export const point = shaped('a point as (1,2.5)', /^\(n,n\)$/);
export const lseg = shaped('a segment as [(1,2),(3,4)]', /^\[\(n,n\),\(n,n\)\]$/);
export const path = shaped(
  'a path as [(1,2),(3,4)] or ((1,2),(3,4))',
  /^(\[\(n,n\)(,\(n,n\))*\]|\(\(n,n\)(,\(n,n\))*\))$/,
);
export const polygon = shaped('a polygon as ((1,2),(3,4),(5,6))', /^\(\(n,n\)(,\(n,n\))*\)$/);
export const circle = shaped('a circle as <(1,2),3>', /^<\(n,n\),n>$/, ([, , radius = 0]) => radius >= 0);
export const line = shaped('a line as {1,2,3}', /^\{n,n,n\}$/, ([a, b]) => a !== 0 || b !== 0);
export const box: ValueType = {
  ...shaped(
    'a box as (3,4),(1,2), its upper right corner first',
    /^\(n,n\),\(n,n\)$/,
    ([x = 0, y = 0, left = 0, lower = 0]) => x >= left && y >= lower,
  ),
  delimiter: ';',
};
