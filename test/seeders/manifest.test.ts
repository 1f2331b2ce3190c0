import { describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { university } from '../../src/seeders/course/university.ts';
import { manifestOf } from '../../src/seeders/manifest.ts';
import { plan } from '../../src/seeders/plan.ts';
import { terms } from '../load/terms.ts';

const origin = { seed: 0, now: DEFAULT_NOW };

const cases = [
  { scenario: minimal, parameters: {} },
  { scenario: classroom, parameters: { students: 5, groups: 2, weeks: 3 } },
  { scenario: university, parameters: { users: 1_000, courses: 3, students: 20, tasks: 2 } },
];

describe.each(cases)('$scenario.name', ({ scenario, parameters }) => {
  test('has other hashes with another seed', async () => {
    const hash = async (seed: number) =>
      (await manifestOf(course, scenario, parameters, { ...origin, seed })).tables['user']?.hash;
    expect(await hash(0)).toMatch(/^[0-9a-f]{32}$/);
    expect(await hash(1)).not.toBe(await hash(0));
  });

  test('has the rows of its plan', async () => {
    const { tables, rows } = await manifestOf(course, scenario, parameters, origin);
    const planned = plan(course, scenario, parameters, origin);
    expect(Object.entries(tables).map(([name, table]) => [name, table.rows])).toEqual(
      Object.entries(planned.tables),
    );
    expect(rows).toBe(planned.total);
  });
});

test('hearing of progress changes nothing', async () => {
  const heard: number[] = [];
  const manifest = await manifestOf(course, terms, {}, origin, (rows) => heard.push(rows));
  expect(manifest).toEqual(await manifestOf(course, terms, {}, origin));
  expect(heard).toHaveLength(7);
  expect(heard.at(-1)).toBe(manifest.rows);
});

test('a namespace is part of what a dataset is', async () => {
  const named = await manifestOf(course, minimal, {}, { ...origin, namespace: 'other' });
  expect(named.namespace).toBe('other');
  expect(await manifestOf(course, minimal, {}, origin)).not.toHaveProperty('namespace');
});

test('a manifest lets signals and timers be heard while it is made', async () => {
  let heard = 0;
  const timer = setInterval(() => heard++, 0);
  await manifestOf(course, university, { courses: 1 }, origin);
  clearInterval(timer);
  expect(heard).toBeGreaterThan(0);
});
