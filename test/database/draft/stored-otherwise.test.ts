import { defineEntity, p } from '@mikro-orm/core';
import { describe, expect, it } from 'vitest';
import { createMigration } from '../../../src/database/draft/create.ts';
import { migrations } from '../../../src/database/migrate.ts';
import { type Domain, defineDomain } from '../../../src/domain.ts';
import { everyServer, freshDatabase, serverUrl } from '../../support/database.ts';
import { folderOfMigrations } from './folder.ts';

/** Expressions that PostgreSQL prints in other words than these, by the type of their column. */
const defaults: readonly (readonly [string, string])[] = [
  ['timestamp', `(now() at time zone 'utc')`],
  ['timestamptz', `date_trunc('day', now())`],
  ['timestamptz(3)', 'current_timestamp(3)'],
  ['date', 'current_date + 1'],
  ['interval', `interval '1 day'`],
  ['varchar(9)', `lower('V')`],
  ['varchar(9)', `'a' || 'b'`],
  ['text', `'it''s'`],
  ['text', 'current_user'],
  ['int', '1 + 1'],
  ['int', '(-1)'],
  ['numeric(6,2)', '1.50'],
  ['float8', `'NaN'`],
  ['boolean', '(not false)'],
  ['uuid', 'gen_random_uuid()'],
  ['jsonb', `'{"a":  1}'`],
  ['jsonb', `jsonb_build_object('a', 1)`],
  ['text[]', `'{}'`],
  ['int[]', 'array[1, 2]'],
  ['int4range', 'int4range(1, 3)'],
  ['bytea', `'\\x00'`],
];
const checks = [
  `code like 'V%'`,
  `code not like '%x' and code !~~ 'y%'`,
  `code ilike 'v%' or code ~* '^w'`,
  `code similar to '[A-Z]+' escape '#'`,
  `code in ('a', 'b') or code = any (array['c', 'd'])`,
  `size between 1 and 9`,
  `size is distinct from 3 and not (size = 4)`,
  `case when size > 1 then code <> '' else true end`,
  `coalesce(size, 0) >= 0::smallint`,
  `extract(year from seen) > 2000`,
  `length(trim(both ' ' from code)) > 0`,
  `seen at time zone 'utc' < 'infinity'`,
  `(code, size) <> ('a', 1)`,
  `cast(size as text) is not null`,
];
const generated: readonly (readonly [string, string])[] = [
  ['text', `(lower(code) || '!') stored`],
  ['int', '(size * 2 + 1) stored'],
  ['boolean', `(code like 'V%') stored`],
];
const indexes = [
  { name: 'visit_partial_idx', properties: ['code'], where: `code like 'V%' and size in (1, 2)` },
  { name: 'visit_not_null_idx', properties: ['size'], where: 'not (size is null)' },
] as const;

/** A table of some of them. */
function visits(
  folder: URL,
  of: { defaults?: typeof defaults; checks?: readonly string[]; rest?: boolean },
): Domain {
  const columns = (of.defaults ?? []).map(
    ([type, sql], i) => [`d${i}`, p.string().columnType(type).defaultRaw(sql)] as const,
  );
  const made = of.rest ? generated : [];
  const VisitSchema = defineEntity({
    name: 'Visit',
    tableName: 'visit',
    properties: {
      id: p.uuid().primary(),
      code: p.string().length(9),
      size: p.integer().nullable(),
      seen: p.datetime().columnType('timestamptz').nullable(),
      ...Object.fromEntries(columns),
      ...Object.fromEntries(
        made.map(([type, sql], i) => [`g${i}`, p.string().columnType(type).nullable().generated(sql)]),
      ),
    },
    checks: (of.checks ?? []).map((expression, i) => ({ name: `visit_${i}_check`, expression })),
    indexes: of.rest ? [...indexes.map((index) => ({ ...index, properties: [...index.properties] }))] : [],
  });
  class Visit extends VisitSchema.class {}
  VisitSchema.setClass(Visit);
  return defineDomain({
    name: 'visits',
    entities: [Visit],
    migrations: folder,
    factories: {},
    scenarios: [],
  });
}

const at = new Date('2026-03-04T05:06:07Z');

describe.each(everyServer)('what PostgreSQL $version stores in other words than written', ({ version }) => {
  const create = (domain: Domain) => createMigration(domain, serverUrl(version), 'some', at);

  it('is no drift, and needs no migration', async () => {
    const { url } = await freshDatabase({ version });
    const domain = visits(folderOfMigrations(), { defaults, checks, rest: true });
    expect(await create(domain)).toBeDefined();
    const chain = migrations(domain, url);
    await chain.up();
    expect(await chain.check()).toMatchObject({ ormDiff: [], catalogDiff: [] });
    expect(await create(domain)).toBeUndefined();
  });

  it('is told apart from what PostgreSQL does not understand, which is the fault of the entities', async () => {
    const domain = visits(folderOfMigrations(), { defaults: [['boolean', 'not false']] });
    await expect(create(domain)).rejects.toMatchObject({
      code: 'entities_refused',
      kind: 'usage',
      details: {
        sqlState: '42601',
        line: expect.stringContaining('"d0" boolean not null default not false'),
      },
    });
  });

  it('is told with its line, also where PostgreSQL names a column and no place', async () => {
    const domain = visits(folderOfMigrations(), { checks: ['sizze > 0'] });
    await expect(create(domain)).rejects.toMatchObject({
      code: 'entities_refused',
      kind: 'usage',
      details: { sqlState: '42703', line: expect.stringContaining('check (sizze > 0)') },
    });
  });

  it('hides no drift beside it', async () => {
    const { url, client } = await freshDatabase({ version });
    const domain = visits(folderOfMigrations(), {
      defaults: [
        ['int', '1 + 1'],
        ['timestamp', `(now() at time zone 'utc')`],
      ],
      checks,
    });
    await create(domain);
    const chain = migrations(domain, url);
    await chain.up();
    await client.query(`alter table visit alter d0 set default 3, drop constraint visit_0_check;
      comment on column visit.code is 'told by the ORM alone'`);
    const { ormDiff, catalogDiff } = await chain.check();
    expect(catalogDiff).toEqual([
      '~ column visit.d0 differs: expected integer not null default (1 + 1), found integer not null default 3',
      expect.stringMatching(/^- constraint visit_0_check on visit is missing: CHECK /),
    ]);
    // Of the others the ORM would say the same in a database that is as the entities say.
    expect(ormDiff).toEqual([`comment on column "visit"."code" is null;`]);
  });
});
