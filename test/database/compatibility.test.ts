import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { compatibility } from '../../src/database/compatibility.ts';
import { domains, procurement } from '../../src/domains.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { everyServer, freshDatabase } from '../support/database.ts';

/** What the platforms' own migrations may have made otherwise. */
const harmless = {
  'no table of our migrations': `drop table mikro_orm_migrations`,
  'other names of constraints and indexes': `alter table account rename constraint account_user_id_fkey to fk_user;
    alter index session_user_id_idx rename to ix_session_user`,
  'more indexes': `create index on account (provider)`,
  'a column that may be empty': `alter table result add note text`,
  'a column with a default': `alter table result add seen boolean not null default false`,
  'an identity column': `alter table result add ordinal bigint not null generated always as identity`,
  'a generated column': `alter table result add percent float8 not null generated always as (result * 100) stored`,
  'longer strings': `alter table profile alter nickname type varchar(500)`,
  'strings without a limit': `alter table profile alter bio type text`,
  'more values of an enum': `alter type ctutor_color add value 'black'`,
  'an enum of another name': `alter type ctutor_color rename to tone`,
  'wider numbers': `alter table result alter status type bigint`,
  'no column that is derived': `alter table organization drop column parent_path cascade`,
  'no triggers': `drop trigger result_content_type on result`,
  'a domain': `create domain nick as varchar(255); alter table profile alter nickname type nick`,
  'nothing demanded where we demand it': `alter table session alter session_id drop not null`,
  'other tables': `create table invoice (id int primary key)`,
};

const harmful: Record<string, { sql: string; kind: string; message: string }> = {
  'a missing table': {
    sql: `drop table session`,
    kind: 'missing_table',
    message: 'The table "session" is missing.',
  },
  'a missing column': {
    sql: `alter table profile drop bio`,
    kind: 'missing_column',
    message: 'The column "profile"."bio" (varchar(16384)) is missing.',
  },
  'a column that demands a value': {
    sql: `alter table profile add mood text not null`,
    kind: 'demands_value',
    message: 'The column "profile"."mood" is not null without a default, and nothing writes it.',
  },
  'shorter strings': {
    sql: `alter table profile alter bio type varchar(100)`,
    kind: 'type',
    message:
      'The column "profile"."bio" is character varying(100), which does not hold every varchar(16384).',
  },
  'times without zone': {
    sql: `alter table session alter logout_time type timestamp`,
    kind: 'type',
    message:
      'The column "session"."logout_time" is timestamp without time zone, which does not hold every timestamptz.',
  },
  'times without fractions': {
    sql: `alter table session alter logout_time type timestamptz(0)`,
    kind: 'type',
    message:
      'The column "session"."logout_time" is timestamp(0) with time zone, which does not hold every timestamptz.',
  },
  'fewer values of an enum': {
    sql: `create type tone as enum ('red', 'blue'); alter table course_content_type alter color type tone using null`,
    kind: 'type',
    message: `The column "course_content_type"."color" is tone without orange, amber, yellow, lime, green, emerald, teal, cyan, sky, indigo, violet, purple, fuchsia, pink, rose, which does not hold every ctutor_color.`,
  },
  'another type': {
    sql: `alter table result alter submit type integer using 0`,
    kind: 'type',
    message: 'The column "result"."submit" is integer, which does not hold every boolean.',
  },
  'a column that has to be filled': {
    sql: `alter table profile alter bio set not null`,
    kind: 'not_null',
    message: 'The column "profile"."bio" is not null, but may have to stay empty.',
  },
  'a column that is generated': {
    sql: `alter table profile drop bio, add bio varchar(16384) generated always as (nickname) stored`,
    kind: 'generated',
    message: 'The column "profile"."bio" is generated and cannot be written.',
  },
};

it.each(domains)('$name fits its own tables', async (domain) => {
  const { client } = await freshDatabase({ template: domain.name });
  expect(await compatibility(client, domain)).toEqual([]);
});

it.each([
  ['numeric(12, 2)', true],
  ['numeric(11, 3)', true],
  ['numeric', true],
  ['numeric(11, 1)', false],
  ['numeric(10, 3)', false],
  ['numeric(10, 0)', false],
  ['double precision', false],
  ['money', false],
])('amounts fit into %s: %s', async (type, isFitting) => {
  const { client } = await freshDatabase({ template: 'procurement' });
  await client.query(`alter table porfs alter total_value type ${type} using total_value::text::${type}`);
  expect(await compatibility(client, procurement)).toHaveLength(isFitting ? 0 : 1);
});

describe.each(everyServer)('compatibility on PostgreSQL $version', ({ version }) => {
  let client: pg.Client;
  beforeAll(async () => {
    ({ client } = await freshDatabase({ version, template: 'course' }));
  });

  async function findingsAfter(sql: string) {
    await client.query(`begin; ${sql}`);
    try {
      return await compatibility(client, courseSchema);
    } finally {
      await client.query('rollback');
    }
  }

  it('is complete where our migrations made the database', async () => {
    expect(await findingsAfter('select')).toEqual([]);
  });

  it.each(Object.entries(harmless))('allows %s', async (_, sql) => {
    expect(await findingsAfter(sql)).toEqual([]);
  });

  it('allows all of that together', async () => {
    expect(await findingsAfter(Object.values(harmless).join(';'))).toEqual([]);
  });

  it.each(Object.entries(harmful))('names %s', async (_, { sql, kind, message }) => {
    expect(await findingsAfter(sql)).toEqual([expect.objectContaining({ kind, message })]);
  });

  it('names every table that an empty database lacks', async () => {
    const { client: empty } = await freshDatabase({ version });
    const found = await compatibility(empty, courseSchema);
    expect(found.map(({ kind }) => kind)).toEqual(courseSchema.entities.map(() => 'missing_table'));
  });
});
