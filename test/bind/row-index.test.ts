import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Index } from '../../src/bind/row-index.ts';

const value = fc.constantFrom<unknown>('a', 'b', null, new Date(0), new Date(0), new Date(1));
const row = fc.record({ one: value, two: value, three: value });
const columns = fc.constantFrom(['one'], ['one', 'two'], ['one', 'two', 'three']);

const plain = (one: unknown): unknown => (one instanceof Date ? one.getTime() : one);

it('an index finds the rows that a search through all of them would find', () => {
  fc.assert(
    fc.property(
      columns,
      fc.array(row),
      fc.array(fc.nat({ max: 20 })),
      row,
      (names, rows, removed, wanted) => {
        const index = new Index(names);
        for (const one of rows) index.add(one);
        for (const one of rows.slice(0, 2)) index.add(one);
        const gone = new Set(removed.map((i) => rows[i]));
        for (const one of gone) if (one) index.remove(one);
        const alike = rows.filter(
          (one) =>
            !gone.has(one) &&
            names.every((name) => plain(Reflect.get(one, name)) === plain(Reflect.get(wanted, name))),
        );
        expect(new Set(index.get(wanted))).toEqual(new Set(alike));
        expect([...index.get(wanted)]).toHaveLength(alike.length);
        for (const one of alike)
          expect(new Set(index.others(one))).toEqual(new Set(alike.filter((other) => other !== one)));
      },
    ),
  );
});
