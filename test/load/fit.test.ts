import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { course } from '../../src/domains.ts';
import * as make from '../../src/factories/course/index.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { loadParts } from '../../src/transfer/load-parts.ts';
import { readParts } from '../../src/transfer/parts.ts';
import { writePart } from '../../src/transfer/write.ts';
import { z } from '../../src/zod.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const origin = { seed: 0, now: DEFAULT_NOW };
const second = new Date('2026-01-02T03:04:05Z');

/** One user for each. */
const people = (all: readonly object[]) =>
  defineScenario({
    name: 'people',
    summary: 'Some users.',
    parameters: z.strictObject({}),
    shared: (scope) => all.map((values, n) => scope.add(make.user, n, values)),
  });

interface Case {
  readonly what: string;
  /** How the table is otherwise than the entities have it. */
  readonly sql: string;
  readonly fitting: readonly object[];
  readonly others: readonly object[];
  /** What is said of the others. */
  readonly told: string;
}

const cases: readonly Case[] = [
  {
    what: 'texts by their length in characters',
    sql: `alter table "user" alter given_name type varchar(5)`,
    fitting: [{ givenName: 'Amina' }, { givenName: '👩👩👩👩👩' }, { givenName: null }],
    others: [
      { givenName: 'Bo' },
      { givenName: 'Konstantin' },
      { givenName: 'Sabine' },
      { givenName: 'Sabine' },
    ],
    told: 'The column "user"."given_name" is character varying(5), which does not hold "Konstantin", "Sabine", of 3 rows: it would have to be varchar(10).',
  },
  {
    what: 'texts that would be filled up',
    sql: `alter table "user" alter given_name type char(3)`,
    fitting: [{ givenName: 'Bob' }],
    others: [{ givenName: 'Bo' }],
    told: 'The column "user"."given_name" is character(3), which does not hold "Bo", of 1 row: it would have to be varchar(255).',
  },
  {
    what: 'the labels of an enum',
    sql: `alter table "user" drop constraint user_token_condition, drop constraint user_username_condition;
      create type kind as enum ('user'); alter table "user" alter user_type drop default, alter user_type type kind using 'user'`,
    fitting: [{}],
    others: [{ userType: 'db', username: 'ada' }, {}],
    told: 'The column "user"."user_type" is kind, which does not hold "db", of 1 row: its type would have to have db too.',
  },
  {
    what: 'labels that are texts there',
    sql: `alter table "user" drop constraint user_token_condition, drop constraint user_username_condition,
      alter user_type drop default, alter user_type type varchar(3)`,
    fitting: [{ userType: 'db', username: 'ada' }],
    others: [{}],
    told: 'The column "user"."user_type" is character varying(3), which does not hold "user", of 1 row: it would have to be varchar(4).',
  },
  {
    what: 'numbers by their range',
    sql: `alter table "user" alter fs_number type int`,
    fitting: [{ fsNumber: 2n ** 31n - 1n }],
    others: [{ fsNumber: 2n ** 31n }],
    told: 'The column "user"."fs_number" is integer, which does not hold 2147483648, of 1 row: it would have to be bigint.',
  },
  {
    what: 'times by their fraction',
    sql: `alter table "user" alter token_expiration type timestamptz(0)`,
    fitting: [{ tokenExpiration: second }, { tokenExpiration: null }],
    others: [{ tokenExpiration: new Date(second.getTime() + 500) }],
    // It is of a token, by its name, but a time.
    told: 'The column "user"."token_expiration" is timestamp(0) with time zone, which does not hold 2026-01-02T03:04:05.500Z, of 1 row: it would have to be timestamptz.',
  },
  {
    what: 'the type that a domain is over',
    sql: `create domain short as varchar(4); alter table "user" alter family_name type short`,
    fitting: [{ familyName: 'Voss' }],
    others: [{ familyName: 'Brahms' }],
    told: 'The column "user"."family_name" is short, which does not hold "Brahms", of 1 row: it would have to be varchar(6).',
  },
  {
    what: 'whether something is there',
    sql: `alter table "user" alter given_name set not null`,
    fitting: [{ givenName: 'Ada' }],
    others: [{ givenName: 'Ada' }, { givenName: null }],
    told: 'The column "user"."given_name" is not null, but stays empty in 1 row: it would have to be nullable.',
  },
];

describe.each(everyServer)('what fits PostgreSQL $version is decided by what is written', ({ version }) => {
  test.each(cases)('$what', async ({ sql, fitting, others, told }) => {
    const { client } = await freshDatabase({ version, template: 'course' });
    await client.query(sql);
    const refused = seed(client, course, people(others), origin);
    await expect(refused).rejects.toMatchObject({
      code: 'structure_mismatch',
      details: { differences: [told] },
      hint: expect.stringContaining('with values that fit'),
    });
    expect((await client.query('select from "user"')).rowCount).toBe(0);
    await seed(client, course, people(fitting), origin);
    expect((await client.query('select from "user"')).rowCount).toBe(fitting.length);
  });
});

it('does not matter for tables without rows, and no further column of theirs', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  await client.query(`
    alter table profile alter bio type varchar(1), alter nickname set not null, add mood text not null;
    alter table session drop session_id, add session_id varchar(9) generated always as ('x') stored`);
  await seed(client, course, people([{}]), origin);
});

it('is named for all that is written, with a few values of many', async () => {
  const { client } = await freshDatabase({ template: 'course' });
  await client.query(
    `drop trigger user_auth_token on "user";
     alter table "user" alter given_name type varchar(1), add seat int not null, alter auth_token type varchar(9)`,
  );
  const tokens = { userType: 'token', authToken: `$2a$10$${'x'.repeat(53)}`, tokenExpiration: second };
  const all = Array.from({ length: 9 }, (_, n) => ({ givenName: `Ada ${n}`, ...(n === 3 && tokens) }));
  await expect(seed(client, course, people(all), origin)).rejects.toMatchObject({
    details: {
      differences: expect.arrayContaining([
        'The column "user"."given_name" is character varying(1), which does not hold "Ada 0", "Ada 1", "Ada 2", "Ada 3", "Ada 4", and 4 more, of 9 rows: it would have to be varchar(5).',
        'The column "user"."seat" is not null without a default, and nothing writes it.',
        'The column "user"."auth_token" is character varying(9), which does not hold (not shown), of 1 row: it would have to be varchar(60).',
      ]),
    },
    hint: expect.stringContaining("the platform's own migrations"),
  });
});

describe('rows from files', async () => {
  const folder = temporaryFolder();
  const parts = writePart(
    join(folder, 'people'),
    course,
    people([{ givenName: 'Bob' }, { givenName: 'Barbara' }]),
    origin,
  ).then(() => readParts([join(folder, 'people')]));
  const load = async (sql: string) => {
    const { client } = await freshDatabase({ template: 'course' });
    await client.query(sql);
    return await loadParts(client, course, await parts);
  };

  it('are refused by PostgreSQL, one by one, where it says so', async () => {
    expect(await load(`alter table "user" alter given_name type varchar(7)`)).toMatchObject({ rows: 2 });
    await expect(load(`alter table "user" alter given_name type varchar(6)`)).rejects.toMatchObject({
      details: {
        refusal: {
          sqlState: '22001',
          table: 'user',
          column: 'given_name',
          row: expect.stringContaining('row 2'),
        },
      },
    });
    await expect(load(`alter table "user" alter archived_at set not null`)).rejects.toMatchObject({
      details: { refusal: { sqlState: '23502', column: 'archived_at' } },
    });
  });

  it('are refused as a whole where it would store something else', async () => {
    const coarse = `alter table "user" alter token_expiration type timestamptz(0)`;
    await expect(load(coarse)).rejects.toMatchObject({
      details: { differences: [expect.stringContaining('which does not hold every timestamptz')] },
    });
  });
});
