import { describe, expect, it } from 'vitest';
import { course } from '../../src/domains.ts';
import * as entities from '../../src/entities/course/index.ts';
import type { EntityClass } from '../../src/entities/row.ts';
import type { AnyRow } from '../../src/load/sink.ts';
import { tablesOf } from '../../src/load/table.ts';
import { courseRules } from '../../src/rules/course/index.ts';
import type { Look } from '../../src/rules/row-rule.ts';
import { isSeenFromRows, rowRules } from '../../src/rules/structure.ts';
import { type Example, examples, type World } from './course-examples.ts';

/** Looks at rows that are all there are. */
function lookAt(world: World): Look {
  const rows = (entity: EntityClass): readonly AnyRow[] =>
    Object.entries(world).find(([name]) => Reflect.get(entities, name) === entity)?.[1] ?? [];
  const same = (one: unknown, other: unknown) => Number(one) === Number(other) || one === other;
  const alike: Look['alike'] = (entity, columns, row) =>
    rows(entity).filter((other) => columns.every((column) => same(other[column], row[column])));
  return {
    parent: (row, relation, target) => rows(target).find(({ id }) => id === row[relation]) ?? null,
    children: (entity, relation, parent) => rows(entity).filter((row) => row[relation] === parent['id']),
    alike,
    others: (entity, columns, row) => [...alike(entity, columns, row)].filter((other) => other !== row),
    find: (entity, values) =>
      rows(entity).find((row) => Object.entries(values).every(([column, value]) => row[column] === value)),
  };
}

/** Those that a row of a factory can break. */
const seen = courseRules.filter(isSeenFromRows);

describe('each rule of the course schema', () => {
  const cases = Object.entries(examples).flatMap(([name, some]) =>
    [some].flat().map((example: Example): [string, Example] => [name, example]),
  );

  it.each(cases)('%s', (name, { broken, kept, world = {} }) => {
    const rule = seen.find((one) => one.name === name);
    expect(rule?.breaks(kept, lookAt(world))).toBeUndefined();
    expect(rule?.breaks(broken, lookAt(world))).toBeInstanceOf(Object);
  });

  it('has an example here', () => {
    expect(Object.keys(examples).sort()).toEqual(seen.map(({ name }) => name).sort());
  });

  it('stands aside where columns are null, whatever the others are', () => {
    for (const { breaks, entity, name } of seen) {
      const columns = tablesOf(course).find((table) => table.entity === entity)?.columns ?? [];
      const nothing = Object.fromEntries(columns.map(({ property }) => [property, null]));
      expect(breaks(nothing, lookAt({})), name).toBeUndefined();
    }
  });

  it('says what it demands, and has a name of its own in its table', () => {
    const all = rowRules(course);
    for (const { description } of all) expect(description).toMatch(/^[A-Z].*\.$/);
    const names = all.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
