import { describe, expect, test } from 'vitest';
import { Address } from '../../src/random/address.ts';
import { ordinalAt, randomUuid, uuidAt } from '../../src/random/identity.ts';
import { keyOf } from '../../src/random/key.ts';
import { Stream } from '../../src/random/stream.ts';

const root = Address.root({ seed: 42, now: new Date('2026-01-14T10:00:00Z') });
const users = keyOf('user/id/1');

/** The first 48 bits as a number. */
const leading = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

describe('uuidAt', () => {
  test('makes uuids of version 8 and the variant of RFC 9562', () => {
    for (let n = 0; n < 1_000; n++) {
      expect(uuidAt(root.child('user', n), users)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  test('makes another one for each row, table, unit and seed', () => {
    const ids = new Set<string>();
    for (let n = 0; n < 100_000; n++) ids.add(uuidAt(root.child('user', n), users));
    for (let n = 0; n < 1_000; n++) {
      ids.add(uuidAt(root.child('user', n), keyOf('profile/id/1')));
      ids.add(uuidAt(root.child('unit', n).child('user', n), users));
      ids.add(uuidAt(Address.root({ seed: 43, now: root.now }).child('user', n), users));
    }
    expect(ids.size).toBe(103_000);
  });

  test('makes the same one again', () => {
    expect(uuidAt(root.child('user', 9), users)).toBe(uuidAt(root.child('user', 9), users));
  });

  test('rises with the number, within a unit and from unit to unit', () => {
    const unit = (k: number) => Array.from({ length: 300 }, (_, n) => root.child('unit', k).child('user', n));
    const addresses = [...unit(0), ...unit(1), ...unit(255), ...unit(256), ...unit(70_000)];
    const ids = addresses.map((address) => uuidAt(address, users));
    expect(ids).toEqual([...ids].sort());
    const shared = [0, 1, 255, 256, 65_535, 65_536, 2 ** 24 - 1].map((n) => root.child('user', n));
    const places = shared.map((address) => leading(uuidAt(address, users)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(places.length);
  });

  test('stays distinct where the numbers no longer fit their 24 bits', () => {
    const ids = [0, 2 ** 24, 2 ** 25].map((n) => uuidAt(root.child('unit', 1).child('user', n), users));
    expect(new Set(ids).size).toBe(3);
    expect(new Set(ids.map(leading)).size).toBe(1);
  });
});

describe('ordinalAt', () => {
  test('gives the rows of one place numbers in a row, and each place numbers of its own', () => {
    const numbers = new Set<number>();
    const places = [root, root.child('porf', 0), root.child('porf', 1), root.child('session', 0)];
    for (const place of places) {
      const first = ordinalAt(place.child('user', 0), users);
      expect(ordinalAt(place.child('user', 999), users)).toBe(first + 999);
      for (let n = 0; n < 1_000; n++) numbers.add(ordinalAt(place.child('user', n), users));
    }
    numbers.add(ordinalAt(root.child('user', 0), keyOf('session/id/1')));
    expect(numbers.size).toBe(4_001);
  });

  test('stays within what an int holds', () => {
    for (let k = 0; k < 1_000; k++) {
      const place = root.child('unit', k);
      expect(ordinalAt(place.child('user', 0), users)).toBeGreaterThanOrEqual(1);
      expect(ordinalAt(place.child('user', 2 ** 30 - 1), users)).toBeLessThan(2 ** 31);
    }
  });
});

test('randomUuid makes uuids of version 4, of every variant of RFC 9562', () => {
  const stream = new Stream().rekey(keyOf('learner'));
  const variants = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const uuid = randomUuid(stream);
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    variants.add(uuid.charAt(19));
  }
  expect(variants.size).toBe(4);
});
