import { defineEntity, p } from '@mikro-orm/core';
import { describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { declaredOrm } from '../../src/database/offline-orm.ts';
import { defineDomain } from '../../src/domain.ts';
import { course } from '../../src/domains.ts';
import { factory } from '../../src/factories/factory.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { z } from '../../src/zod.ts';
import { freshDatabase, servers } from '../support/database.ts';

const BoxSchema = defineEntity({
  name: 'Box',
  tableName: 'box',
  properties: {
    id: p.integer().primary().generated('by default as identity'),
    blobs: p.array().$type<readonly Uint8Array[]>().columnType('bytea[]').nullable(),
    docs: p.json<readonly unknown[]>().columnType('jsonb[]').nullable(),
    levels: p.array().$type<readonly number[]>().columnType('double precision[]').nullable(),
    kinds: p.enum(['large', 'small']).array().nullable(),
    share: p.decimal().columnType('share').nullable(),
    since: p.datetime().nullable(),
  },
});
class Box extends BoxSchema.class {}
BoxSchema.setClass(Box);

const box = factory(Box, { columns: { id: ({ ordinal }) => ordinal() } });

const boxes = defineDomain({
  name: 'boxes',
  entities: [Box],
  migrations: new URL('../domains/toy/migrations/', import.meta.url),
  prelude: ['create domain public.share as numeric(3,2) check (value <= 1)'],
  factories: { box },
  scenarios: [],
});

const good = {
  blobs: [new Uint8Array([1, 2]), Buffer.from([0, 92])],
  docs: [{ a: 1 }, null, 'x', [1, [2]]],
  levels: [0.5, Number.NaN, Number.POSITIVE_INFINITY, -0],
  kinds: ['small' as const, 'large' as const],
  share: '0.50',
  since: new Date('0099-03-01T00:00:00.123Z'),
};

const stored = `select array_to_string(array[blobs::text, docs::text, levels::text, kinds::text, share::text,
  to_char(since at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')], ' ') as text from public.box`;

describe.each(servers)('values of columns of every kind on PostgreSQL $version', async ({ version }) => {
  const { client } = await freshDatabase({ version });
  await client.query(await declaredOrm(boxes).schema.getCreateSchemaSQL());
  const put = defineScenario({
    name: 'put',
    summary: 'One box.',
    parameters: z.strictObject({}),
    appendable: false,
    shared: (scope) => scope.add(box, 0, { id: 1, ...good }),
  });
  const read = async () => (await client.query<{ text: string }>(stored)).rows[0]?.text;

  test('are the same by COPY and by insert', async () => {
    const expected = String.raw`{"\\x0102","\\x005c"} {"{\"a\": 1}",NULL,"\"x\"","[1, [2]]"} {0.5,NaN,Infinity,-0} {small,large} 0.50 0099-03-01 00:00:00.123`;
    await client.query('begin');
    await seed(client, boxes, put, { seed: 0, now: DEFAULT_NOW });
    expect(await read()).toBe(expected);
    await client.query('rollback; begin');
    await bind(boxes, { client }).box.create(good);
    expect(await read()).toBe(expected);
    await client.query('rollback');
  });

  test.each([
    ['blobs', [[1, 2]]],
    ['docs', [{ a: 1n }]],
    ['docs', new Array(2)],
    ['levels', ['0.5']],
    ['share', '0.5'],
    ['kinds', ['medium'], 'box_kinds_check'],
    ['since', new Date(Number.NaN)],
  ])('are refused by their rule: %s', async (column, value, rule = `box_${column}_type`) => {
    const refused = { code: 'rule_broken', details: expect.objectContaining({ rule }) };
    const f = bind(boxes, { client });
    expect(() => f.box.build({ [column]: value } as never)).toThrow(expect.objectContaining(refused));
    await expect(f.box.create({ [column]: value } as never)).rejects.toMatchObject(refused);
    const odd = defineScenario({
      name: 'odd',
      summary: 'One box.',
      parameters: z.strictObject({}),
      shared: (scope) => scope.add(box, 0, { [column]: value } as never),
    });
    const seeding = seed(client, boxes, odd, { seed: 0, now: DEFAULT_NOW }, { load: 'live' });
    await expect(seeding).rejects.toMatchObject({ ...refused, details: { rule, factory: 'box' } });
  });
});

const ring: Record<string, unknown> = {};
ring['self'] = ring;
const fails = {
  get now(): never {
    throw new Error('not now');
  },
  [Symbol.toStringTag]: 'Odd',
};
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();

test.each([
  ['createdAt', new Date(Number.NaN), 'user_created_at_type'],
  ['createdAt', Object.create(Date.prototype), 'user_created_at_type'],
  ['properties', { size: 10n }, 'user_properties_type'],
  ['properties', ring, 'user_properties_type'],
  ['properties', fails, 'user_properties_type'],
  ['properties', proxy, 'user_properties_type'],
  ['properties', { toJSON: () => ({}) }, 'user_properties_type'],
  ['givenName', Symbol('s'), 'user_given_name_type'],
  ['givenName', '\u001b[2J\u202e', undefined],
  ['givenName', 'a\0b', 'user_given_name_type'],
  ['version', () => 1, 'user_version_type'],
])('the message about an odd %s does not fail itself', (column, value, rule) => {
  // Nothing is asked of the connection.
  const f = bind(course, { client: { getTransactionStatus: () => 'I', query() {} } as never });
  const build = () => f.user.build({ [column]: value } as never);
  if (rule === undefined) expect(build).not.toThrow();
  else
    expect(build).toThrow(
      expect.objectContaining({ code: 'rule_broken', details: expect.objectContaining({ rule }) }),
    );
});
