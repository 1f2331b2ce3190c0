import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { propertiesOf } from '../../src/entities/properties.ts';
import { parseParameters } from '../../src/seeders/parameters.ts';
import { oneOfEach } from './one-of-each.ts';

const factories = Object.values(course.factories);
const origin = { seed: 7, now: new Date('2026-01-14T10:00:00Z') };

/** Rows by factory: 60 of each, as the factories make them. */
const many = new Map<string, Record<string, unknown>[]>();
for (let n = 0; n < 60; n++) {
  for (const [name, row] of Object.entries(oneOfEach(n))) many.set(name, [...(many.get(name) ?? []), row]);
}

/** Of scenarios that are large unless they are asked to be small. */
const smaller: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'lecture-hall': { students: 20, weeks: 3 },
  semester: { students: 30, weeks: 3 },
  university: { users: 1_000, courses: 3, students: 20, tasks: 2 },
};

/** Every row that the scenarios make; edge cases have tests of their own. */
const written = course.scenarios
  .filter(({ name }) => name !== 'edge-cases')
  .flatMap((scenario) => [...scenario.parts(origin, parseParameters(scenario, smaller[scenario.name] ?? {}))])
  .flatMap((part) => [...part.values()].flat());

/** Every text in a value. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value instanceof Object && !(value instanceof Date) ? Object.values(value).flatMap(texts) : [];
}

const unlike = (pattern: RegExp, values: readonly string[]) => values.filter((value) => !pattern.test(value));

test('each entity has one factory, named as the entity', () => {
  expect(factories).toHaveLength(27);
  expect(new Set(factories.map(({ entity }) => entity))).toEqual(new Set(course.entities));
  for (const [name, { entity }] of Object.entries(course.factories)) {
    expect(name.toLowerCase()).toBe(entity.name.toLowerCase());
  }
});

describe.each(factories)('$name', ({ name, entity }) => {
  const rows = many.get(name) ?? [];
  const { all, primary } = propertiesOf(entity);

  test('makes rows with every column, in the entity’s order, and none undefined', () => {
    expect(rows).toHaveLength(60);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(all);
      expect(Object.values(row)).not.toContain(undefined);
    }
  });

  test('makes no primary key twice', () => {
    const keys = rows.map((row) => primary.map((column) => row[column]).join('/'));
    expect(new Set(keys).size).toBe(rows.length);
  });
});

describe('what could reach a person', () => {
  const rows = [...many.values()].flat().concat(written.map((row) => ({ ...row })));
  const everything = rows.flatMap(texts);
  const column = (...names: string[]) =>
    rows.flatMap((row) => names.flatMap((name) => (name in row ? texts(row[name]) : [])));

  test('is there to be looked at', () => {
    expect(written.length).toBeGreaterThan(9_000);
    expect(everything.length).toBeGreaterThan(20_000);
  });

  test('mail goes to the example domains', () => {
    const mails = everything.flatMap((text) => text.match(/[^\s@"]+@[^\s@"]+/g) ?? []);
    expect(mails.length).toBeGreaterThan(100);
    expect(unlike(/@([a-z0-9-]+\.)*example\.(org|com|net|edu)$/, mails)).toEqual([]);
    expect(column('email', 'studentEmail').length).toBeGreaterThan(100);
    expect(unlike(/@/, column('email', 'studentEmail'))).toEqual([]);
  });

  test('urls lead to the example domains', () => {
    const urls = everything.flatMap((text) => text.match(/\b\w+:\/\/[^\s"]*/g) ?? []);
    expect(urls.length).toBeGreaterThan(100);
    expect(unlike(/^https:\/\/([a-z0-9-]+\.)*example\.(org|com|net|edu)(\/|$)/, urls)).toEqual([]);
    expect(unlike(/^https:/, column('url'))).toEqual([]);
  });

  test('telephone numbers are those set aside for fiction', () => {
    const numbers = column('telephone', 'faxNumber');
    expect(numbers.length).toBeGreaterThan(100);
    expect(
      unlike(/^\+(1-\d{3}-555-01\d\d|44-1632-960\d{3}|353-20-91\d-\d{4}|61-[2378]-5550-\d{4})$/, numbers),
    ).toEqual([]);
  });

  test('addresses of machines are from the ranges for documentation', () => {
    const addresses = everything.filter((text) => /^\d+(\.\d+){3}$|^[0-9a-f]+:[0-9a-f:]+$/.test(text));
    expect(addresses.length).toBeGreaterThan(50);
    expect(unlike(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8:/, addresses)).toEqual([]);
    expect(new Set(column('ipAddress'))).toEqual(new Set(addresses));
  });
});
