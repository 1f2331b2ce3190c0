import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../src/database/migrate.ts';
import { boardroom, course, domains, findScenario, nameOf } from '../src/domains.ts';
import { DEFAULT_NOW } from '../src/random/clock.ts';
import { plan } from '../src/seeders/plan.ts';
import { seed } from '../src/seeders/seed.ts';
import { library, shelves } from './domains/toy/library.ts';
import { freshDatabase, servers } from './support/database.ts';
import { datasetHash, readDataset } from './support/dataset.ts';

const origin = { seed: 1, now: DEFAULT_NOW };

test('a domain of two tables is planned', () => {
  expect(plan(library, shelves, { shelves: 2, books: '5' }, origin)).toEqual({
    scenario: 'shelves',
    parameters: { shelves: 2, books: 5 },
    tables: { shelf: 2, book: 10 },
    total: 12,
    // At least a page for each table and each of its indexes.
    bytes: expect.toSatisfy((bytes: number) => bytes >= 4 * 8_192),
  });
});

describe.each(servers)('a domain of two tables on PostgreSQL $version', ({ version }) => {
  let url: string;
  let client: pg.Client;

  beforeAll(async () => {
    ({ url, client } = await freshDatabase({ version, template: 'empty' }));
  });

  test('is migrated, filled, and taken down again', async () => {
    const chain = migrations(library, url);
    expect(await chain.up()).toEqual(['Migration20250101000000_library']);
    expect(await chain.check()).toMatchObject({ ormDiff: [], catalogDiff: [] });

    expect(await seed(client, library, shelves, origin)).toMatchObject({
      parameters: { shelves: 3, books: 4 },
      rows: 15,
    });
    const { shelf = [], book = [] } = await readDataset(client, library);
    expect(shelf.map((row) => row['label'])).toEqual(['Shelf unit0n0', 'Shelf unit1n1', 'Shelf unit2n2']);
    expect(shelf.map((row) => row['id'])).toEqual([10, 20, 30]);
    expect(book).toHaveLength(12);
    expect(new Set(book.map((row) => row['shelf']))).toEqual(new Set([10, 20, 30]));

    // The identity column goes on after the ids that were brought along.
    const { rows } = await client.query(
      `insert into shelf (label, built_at) values ('new', now()) returning id`,
    );
    expect(rows).toEqual([{ id: 31 }]);

    expect(await chain.down()).toEqual(['Migration20250101000000_library']);
    const { rows: left } = await client.query(`select tablename from pg_tables where schemaname = 'public'`);
    expect(left).toEqual([]);
  });

  test('keeps what it does not define: a second domain beside it in one database', async () => {
    await migrations(library, url).up();
    await client.query(`create table neighbour (id int); insert into neighbour values (1)`);
    await seed(client, library, shelves, origin, { parameters: { shelves: 1, books: 1 } });
    expect((await client.query('select id from neighbour')).rows).toEqual([{ id: 1 }]);
    expect(await datasetHash(client, library)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('scenarios by name', () => {
  test('are found with their domain', () => {
    expect(findScenario('classroom')).toEqual({ domain: course, scenario: course.scenarios[1] });
    expect(findScenario('shelves', [course, library]).domain).toBe(library);
  });

  test('have names that find them, and no other', () => {
    for (const domain of domains) {
      for (const scenario of domain.scenarios) {
        expect(findScenario(nameOf({ domain, scenario }))).toEqual({ domain, scenario });
        expect(findScenario(`${domain.name}/${scenario.name}`)).toEqual({ domain, scenario });
      }
    }
  });

  test('belong to the main domain where several have one of that name, and need no domain where one has it', () => {
    expect(findScenario('minimal').domain).toBe(course);
    expect(findScenario('quarter').domain).toBe(boardroom);
  });

  test.each([
    { wrong: 'clasroom', nearest: 'classroom' },
    { wrong: 'minmal', nearest: 'minimal' },
    { wrong: 'quater', nearest: 'boardroom/quarter' },
    { wrong: 'bordroom/minimal', nearest: 'boardroom/minimal' },
  ])('are suggested for $wrong', ({ wrong, nearest }) => {
    expect(() => findScenario(wrong)).toThrow(expect.objectContaining({ code: 'unknown_scenario' }));
    expect(() => findScenario(wrong)).toThrow(`Did you mean '${nearest}'?`);
  });

  test('are not suggested for what looks like none of them', () => {
    expect(() => findScenario('spreadsheet')).toThrow(/^There is no scenario 'spreadsheet'\.$/);
  });
});
