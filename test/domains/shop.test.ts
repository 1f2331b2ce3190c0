import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { bind } from '../../src/bind.ts';
import { declaredOrm } from '../../src/database/offline-orm.ts';
import { findScenario } from '../../src/domains.ts';
import { health } from '../../src/health/health.ts';
import { lint } from '../../src/lint.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { verify } from '../../src/rules/verify.ts';
import { seed } from '../../src/seeders/seed.ts';
import { reset } from '../../src/staging/reset.ts';
import { undo } from '../../src/staging/undo.ts';
import { type FreshDatabase, freshDatabase, servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { Card, Customer } from './shop/entities.ts';
import { shop } from './shop/shop.ts';

const { scenario } = findScenario('day', [shop]);

describe.each(servers)('columns of every kind on PostgreSQL $version', ({ version }) => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase({ version, template: 'empty' });
    await database.client.query(await declaredOrm(shop).schema.getCreateSchemaSQL());
  });

  it('are loaded as they are made, and read back', async () => {
    const { client } = database;
    await seed(client, shop, scenario, { seed: 0, now: DEFAULT_NOW });
    const { rows } = await client.query('select tags, photo, visits, discount, born::text from customer');
    expect(rows[0]).toEqual({
      tags: ['plain', 'a "quoted", one', 'back\\slash', '', 'NULL'],
      photo: Buffer.from([0, 92, 255]),
      visits: '9007199254740993',
      discount: '2.75',
      born: '1990-02-28',
    });
    expect((await verify(client, shop, { all: true })).violations).toEqual([]);
    // The sequence of a serial key goes on behind what was loaded.
    const next = await client.query(`select nextval('customer_id_seq')::int as id`);
    expect(next.rows).toEqual([{ id: 4 }]);
  });

  it('are created as they are loaded', async () => {
    expect(await lint(shop, { client: database.client })).toEqual([]);
    const { tags, visits } = await bind(shop, { client: database.client, run: 1 }).customer.create();
    expect({ tags: tags.length, visits }).toEqual({ tags: 5, visits: 9_007_199_254_740_993n });
  });

  it.each(rulesOf(shop))('$name is refused by its name', async (rule) => {
    const { name, entity, answer } = rule;
    const f = bind(shop, { client: database.client });
    const example = entity === Customer ? f.customer : entity === Card ? f.card : f.order;
    expect(await example.violating(rule).attempt()).toMatchObject({ refused: true, rule: name, ...answer });
  });
});

it('tables that no migration made are looked at and replaced, and migrations are none of their matter', async () => {
  const { url, client } = await freshDatabase({ template: 'empty' });
  await client.query(await declaredOrm(shop).schema.getCreateSchemaSQL());
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.gitkeep'), '');
  const domain = { ...shop, migrations: pathToFileURL(`${folder}/`) };
  const { checks } = await health(domain, url, { checks: ['migrations', 'drift'] });
  expect(checks.slice(1)).toMatchObject([{ state: 'unknown' }, { state: 'ok' }]);
  await seed(client, domain, scenario, { seed: 0, now: DEFAULT_NOW });
  await reset(
    url,
    domain,
    scenario,
    { seed: 1, now: DEFAULT_NOW },
    { author: { by: 'ada' }, embedded: true, strategy: 'transaction' },
  );
  expect((await verify(client, domain, { all: true })).violations).toEqual([]);
  await undo(url, domain, { author: { by: 'ada' }, embedded: true });
  expect((await verify(client, domain, { all: true })).violations).toEqual([]);
});

it('what such columns do not take is refused before it is written', async () => {
  const { client } = await freshDatabase({ template: 'empty' });
  const f = bind(shop, { client });
  // What the compiler would refuse.
  const build = (given: object) => () => f.customer.build(given as never);
  expect(build({ tier: 'bronze' })).toThrow(expect.objectContaining({ code: 'rule_broken' }));
  expect(build({ tier: 'bronze' })).toThrow('customer_tier_check');
  expect(build({ discount: 2.755 })).toThrow(expect.objectContaining({ code: 'rule_broken' }));
  expect(build({ visits: 2n ** 63n })).toThrow(expect.objectContaining({ code: 'rule_broken' }));
});
