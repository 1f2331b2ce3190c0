import { describe, expect, test } from 'vitest';
import { Address } from '../../src/random/address.ts';

const now = new Date('2026-01-14T10:00:00Z');
const root = (seed: number | string = 42, namespace?: string): Address =>
  Address.root(namespace === undefined ? { seed, now } : { seed, now, namespace });

const text = ({ key }: Address): string => `${key.high}/${key.low}`;

describe('Address', () => {
  test('has the same key whenever it is made, whatever was made beside it', () => {
    const alone = root().child('course', 5).child('member', 17);
    const course = root().child('course', 5);
    for (let n = 0; n < 17; n++) course.child('member', n).child('result', n);
    course.child('group', 17);
    expect(course.child('member', 17).key).toEqual(alone.key);
  });

  test('has another key for another seed, namespace, label, number or depth', () => {
    const addresses = [
      root(),
      root(43),
      root('42'),
      root('42/'),
      root(42, 'a'),
      root(42, 'b'),
      root().child('course', 0),
      root().child('course', 1),
      root().child('user', 0),
      root().child('user', 1),
      root().child('course', 0).child('user', 0),
      root().child('course', 0).child('user', 1),
      root().child('course', 1).child('user', 0),
      root().child('user', 0).child('course', 0),
      root(43).child('course', 0),
      root(42, 'a').child('course', 0),
    ];
    expect(new Set(addresses.map(text)).size).toBe(addresses.length);
  });

  test('has a key that does not depend on the reference time', () => {
    const later = Address.root({ seed: 42, now: new Date('2030-01-01T00:00:00Z') });
    expect(later.child('user', 3).key).toEqual(root().child('user', 3).key);
    expect(later.child('user', 3).now).toEqual(new Date('2030-01-01T00:00:00Z'));
  });

  test('carries the reference time, and the number of its first segment as its unit', () => {
    const deep = root().child('unit', 7).child('member', 3).child('result', 9);
    expect(deep.now).toBe(now);
    expect(deep.unit).toBe(7);
    expect(deep.n).toBe(9);
    expect(root().child('user', 4).unit).toBe(4);
  });

  test('reads as a path', () => {
    expect(String(root().child('user', 17))).toBe('user:17');
    expect(String(root().child('course', 5).child('member', 17))).toBe('course:5/member:17');
    expect(String(root().child('a', 0).child('b', 1).child('c', 2))).toBe('a:0/b:1/c:2');
  });
});

describe('tag', () => {
  test.each([
    [root().child('user', 17), '17'],
    [root().child('course', 5).child('user', 17), 'course5n17'],
    [root().child('courseGroup', 5).child('user', 17), 'coursegroup5n17'],
    [root().child('a', 1).child('b', 2).child('user', 3), 'a1nb2n3'],
  ])('of %s', (address, tag) => {
    expect(address.tag).toBe(tag);
  });

  test('is of lower-case letters and digits', () => {
    const address = root(42, 'worker3').child('courseContent', 1).child('user', 2);
    expect(address.tag).toMatch(/^[a-z0-9]+$/);
  });

  test('is no other address’s of the same label, also in other namespaces', () => {
    const namespaces = [
      '',
      'a',
      'b',
      'ab',
      'an',
      'n',
      'nn',
      '1',
      '1n',
      'anb1',
      'course1',
      'course1n',
      'unit1n2',
    ];
    const labels = ['a', 'b', 'n', 'an', 'nb', 'anb', 'course', 'unit'];
    const numbers = [0, 1, 2, 11, 12];
    const tags: string[] = [];
    for (const namespace of namespaces) {
      const top = root(42, namespace);
      const above = labels.flatMap((label) => numbers.map((n) => top.child(label, n)));
      const deeper = above.flatMap((address) => labels.map((label) => address.child(label, 1)));
      for (const address of [top, ...above, ...deeper]) {
        for (const n of numbers) tags.push(address.child('user', n).tag);
      }
    }
    const seen = new Set<string>();
    const repeated = tags.filter((tag) => seen.size === seen.add(tag).size);
    expect(repeated.slice(0, 5)).toEqual([]);
  });
});
