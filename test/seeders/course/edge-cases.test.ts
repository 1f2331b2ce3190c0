import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../../src/domains.ts';
import type { EntityClass } from '../../../src/entities/row.ts';
import { scripts } from '../../../src/factories/course/words/scripts.ts';
import type { AnyRow } from '../../../src/load/sink.ts';
import { tablesOf } from '../../../src/load/table.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { verify } from '../../../src/rules/verify.ts';
import { edgeCases } from '../../../src/seeders/course/edge-cases.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { freshDatabase, servers } from '../../support/database.ts';
import { countsOf, datasetOf, readDataset } from '../../support/dataset.ts';

const origin = { seed: 0, now: DEFAULT_NOW };
const [rows = new Map<EntityClass, readonly AnyRow[]>()] = edgeCases.parts(origin, {});

/** Every column of the schema with what the scenario has in it, so that a new column demands its edges. */
const columns = tablesOf(course).flatMap((table) =>
  table.columns.map((column) => ({
    ...column,
    name: `${table.name}.${column.name}`,
    target: table.relations.get(column.property),
    held: (rows.get(table.entity) ?? []).map((row): unknown => row[column.property]),
  })),
);

const held = (name: string): readonly unknown[] => columns.find((one) => one.name === name)?.held ?? [];
const characters = (values: readonly unknown[]): number[] =>
  values.map((value) => (typeof value === 'string' ? [...value].length : 0));

/** What no valid row has in full, with the most that it has. */
const shorter: Readonly<Record<string, number>> = {
  // A bcrypt hash.
  'user.auth_token': 60,
  // A longer one could not be referred to by a claim.
  'role.id': 50,
  'user_role.role_id': 50,
};

describe('edge cases hold', () => {
  test('something in every column', () => {
    expect(columns.filter((column) => column.held.length === 0)).toEqual([]);
  });

  test.each(columns.filter(({ nullable }) => nullable))('null and a value in $name', (column) => {
    expect(column.held).toContain(null);
    expect(column.held.some((value) => value !== null)).toBe(true);
  });

  test.each(columns.filter(({ type }) => /^varchar\(/.test(type)))('the longest $type in $name', (column) => {
    const limit = Number(/\d+/.exec(column.type));
    expect(Math.max(...characters(column.held))).toBe(shorter[column.name] ?? limit);
  });

  test.each(columns.filter(({ values }) => values))('each of $values in $name', (column) => {
    expect(column.held).toEqual(expect.arrayContaining([...(column.values ?? [])]));
  });

  test.each(
    columns.flatMap((column) =>
      course.lookups
        .filter(({ entity }) => entity === column.target)
        .map((lookup) => ({ ...column, ids: lookup.rows.map(({ id }) => id) })),
    ),
  )('each of $ids in $name', (column) => {
    expect(column.held).toEqual(expect.arrayContaining(column.ids));
  });

  test.each(columns.filter(({ type, name }) => type === 'boolean' && name !== 'role.builtin'))(
    'true and false in $name',
    (column) => {
      expect(new Set(column.held)).toEqual(new Set([true, false]));
    },
  );

  test.each(['course_submission_group.grading', 'course_submission_group_member.grading', 'result.result'])(
    '0 and 1 in %s',
    (name) => {
      expect(held(name)).toEqual(expect.arrayContaining([0, 1]));
    },
  );

  test.each(columns.filter(({ type }) => type === 'ltree'))('a root and a deep path in $name', (column) => {
    const levels = column.held.map((path) => String(path).split('.').length);
    expect(Math.min(...levels)).toBe(1);
    // Nothing demands that families stand below each other, and nobody would look for a deep one.
    expect(Math.max(...levels)).toBe(column.name === 'course_family.path' ? 1 : 250);
  });

  const used = new Set(columns.flatMap((column) => column.held.flatMap((value) => [...String(value)])));

  test.each(Object.entries(scripts))('%s: %s', (script, text) => {
    expect(text).toMatch(new RegExp(`^\\p{Script=${script}}.*\\p{Script=${script}}$`, 'u'));
    for (const character of text.replaceAll(' ', '')) expect(used).toContain(character);
  });

  test('every script of which Unicode has letters, and every emoji', () => {
    const listed = ['Common', 'Inherited', ...Object.keys(scripts)].map((script) => `\\p{Script=${script}}`);
    const ofListed = new RegExp(`[${listed.join('')}]`, 'u');
    const missing: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      const isEmoji = /\p{Emoji_Presentation}/u.test(character);
      if (isEmoji ? !used.has(character) : /\p{L}/u.test(character) && !ofListed.test(character)) {
        missing.push(character);
      }
    }
    expect(missing).toEqual([]);
  });
});

test('edge cases reach nobody', () => {
  const unlike = (pattern: RegExp, ...names: readonly string[]) =>
    columns
      .filter(({ name }) => names.includes(name.replace(/^\w+\./, '')))
      .flatMap((column) => column.held.filter((value) => value !== null && !pattern.test(String(value))));
  expect(unlike(/@(.+\.)?example\.(org|edu)$/, 'email', 'student_email')).toEqual([]);
  expect(unlike(/^https:\/\/(www\.)?example\.(org|edu)\//, 'url', 'avatar_image')).toEqual([]);
  expect(
    unlike(
      /^\+(1-\d{3}-555-01\d\d|44-1632-960\d{3}|353-20-91\d-\d{4}|61-[2378]-5550-\d{4})/,
      'telephone',
      'fax_number',
    ),
  ).toEqual([]);
  expect(unlike(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:db8:/, 'ip_address')).toEqual([]);
});

describe.each(servers)('edge cases on PostgreSQL $version', ({ version }) => {
  let client: pg.Client;

  beforeAll(async () => {
    ({ client } = await freshDatabase({ version, template: 'course' }));
    await seed(client, course, edgeCases, origin);
  });

  test('are stored as they are', async () => {
    const found = await readDataset(client, course);
    expect(countsOf(found)).toEqual(countsOf(datasetOf(course, rows)));
    expect(found).toEqual(datasetOf(course, rows));
  });

  test('keep every rule', async () => {
    expect((await verify(client, course, { all: true })).violations).toEqual([]);
  });
});
