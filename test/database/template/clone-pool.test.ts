import { expect, test } from 'vitest';
import { Reserve } from '../../../src/database/template/clone-pool.ts';

/** A reserve of numbers that counts what it makes. */
function numbers(): { reserve: Reserve<number>; made: () => number } {
  let made = 0;
  return { reserve: new Reserve(async () => made++), made: () => made };
}

test('nothing is made before somebody uses one', () => {
  const { reserve, made } = numbers();
  expect(reserve.take()).toBeUndefined();
  expect(made()).toBe(0);
});

test('one after the other needs one in reserve, several at the same time as many, but no more than four', async () => {
  const { reserve, made } = numbers();
  reserve.fill(-1);
  reserve.forget(-1);
  reserve.fill(-2);
  expect(made()).toBe(1);
  reserve.fill(-3);
  expect(made()).toBe(2);
  for (const other of [-4, -5, -6]) reserve.fill(other);
  expect(made()).toBe(4);
  expect(await reserve.take()).toBe(0);
  expect(await reserve.clear()).toEqual([1, 2, 3]);
  expect(reserve.take()).toBeUndefined();
});

test('what cannot be made is none', async () => {
  const reserve = new Reserve<number>(async () => {
    throw new Error('no room');
  });
  reserve.fill(-1);
  expect(await reserve.take()).toBeUndefined();
  reserve.fill(-1);
  expect(await reserve.clear()).toEqual([]);
});
