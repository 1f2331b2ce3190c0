import { defineEntity, p } from '@mikro-orm/core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { applyConfig } from '../../src/config/apply.ts';
import { course, entities, scenarios } from '../../src/course.ts';
import { connect } from '../../src/database/connect.ts';
import { findDrift } from '../../src/database/drift.ts';
import { defineDomain } from '../../src/domain.ts';
import { domains } from '../../src/domains.ts';
import { factory } from '../../src/factories/factory.ts';
import { tablesOf } from '../../src/load/table.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { extendScenario } from '../../src/seeders/extension.ts';
import { manifestOf } from '../../src/seeders/manifest.ts';
import { plan } from '../../src/seeders/plan.ts';
import { defineScenario, type Scenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { addressOf } from '../../src/staging/address.ts';
import { setLabel } from '../../src/staging/label.ts';
import { reset } from '../../src/staging/reset.ts';
import { clone, release, template } from '../../src/testing.ts';
import { freshDatabase } from '../support/database.ts';
import { kitOn } from '../testing/kit.ts';

const origin = { seed: 0, now: DEFAULT_NOW };

const InviteSchema = defineEntity({
  name: 'Invite',
  tableName: 'invite',
  properties: {
    id: p.uuid().primary(),
    token: p.string().length(64).unique(),
    user: () => p.manyToOne(entities.User).deleteRule('cascade').updateRule('restrict'),
  },
});
class Invite extends InviteSchema.class {}
InviteSchema.setClass(Invite);

const invite = factory(Invite, {
  parents: { user: entities.User },
  columns: { id: ({ id }) => id(), token: ({ tag }) => `invite-${tag}` },
});

/** The course platform in a version with passwords and invitations. */
const platform = defineDomain({
  ...course,
  name: 'platform',
  entities: [...course.entities, Invite],
  columns: [
    {
      entity: entities.User,
      properties: { password: p.string().length(512), isService: p.boolean().default(false) },
    },
  ],
  factories: { ...course.factories, invite },
  scenarios: [],
});

const STRUCTURE = `
  alter table public."user" add password varchar(512) not null, add is_service boolean not null default false;
  create table public.invite (
    id uuid primary key,
    token varchar(64) not null unique,
    user_id uuid not null references public."user" on delete cascade on update restrict
  )`;

const everybodyInvited = <Name extends string>(base: Scenario<Name>) =>
  extendScenario(platform, base, {
    rows: {
      user: (user, scope) => {
        scope.add(invite, 0, { user });
        return {
          password: `hash-${scope.random('password').integer(0, 999_999)}`,
          isService: user.userType === 'db',
        };
      },
      course: ({ path }) => ({ properties: { gitlab: { url: 'https://git.example.org', full_path: path } } }),
    },
    add: (scope) => scope.add(course.factories.user, 0, { givenName: 'Ada' }),
  });

/** Units of several steps, which are numbered on. */
const steps = defineScenario({
  name: 'steps',
  summary: 'Users, three at a time.',
  parameters: z.strictObject({}),
  shared: (scope) => scope.add(course.factories.user, 0, {}),
  units: () => 4,
  *unit(scope) {
    for (let n = 0; n < 9; n++) {
      scope.add(course.factories.user, n, {});
      if (n % 3 === 2) yield;
    }
  },
});

describe('an extended scenario', () => {
  it('has its name, or one of its own', () => {
    const same = extendScenario(course, scenarios.minimal, {});
    const named = extendScenario(course, scenarios.minimal, { name: 'more', summary: 'Other words.' });
    expect([same.name, same.summary]).toEqual(['minimal', scenarios.minimal.summary]);
    expect([named.name, named.summary]).toEqual(['more', 'Other words.']);
    expectTypeOf(same).toEqualTypeOf<Scenario<'minimal'>>();
    expectTypeOf(named).toEqualTypeOf<Scenario<'more'>>();
  });

  it('is the same where nothing is added', async () => {
    const same = extendScenario(course, scenarios.minimal, {});
    expect(await manifestOf(course, same, {}, origin)).toEqual(
      await manifestOf(course, scenarios.minimal, {}, origin),
    );
  });

  it('changes what a shard holds as it does in the whole', () => {
    const extended = everybodyInvited(steps);
    const rowsOf = (parts: ReturnType<Scenario['parts']>) =>
      [...parts].flatMap((part) =>
        [...part].flatMap(([entity, rows]) => rows.map((row) => ({ entity, ...row }))),
      );
    const whole = rowsOf(extended.parts(origin, {}));
    const sharded = [1, 2, 3].flatMap((number) => rowsOf(extended.parts(origin, {}, { number, of: 3 })));
    const byText = (rows: typeof whole) => rows.map((row) => JSON.stringify(row)).sort();
    expect(byText(sharded)).toEqual(byText(whole));
    const invites = whole.filter(({ entity }) => entity === Invite);
    expect(new Set(invites.map((row) => 'token' in row && row.token)).size).toBe(38);
    expect(whole).toHaveLength(2 * 38);
  });

  it('gives units the rows that were there before', () => {
    const base = defineScenario({
      name: 'inherited',
      summary: 'A user and one that names it.',
      parameters: z.strictObject({}),
      shared: (scope) => scope.add(course.factories.user, 0, { givenName: 'Before' }),
      units: () => 1,
      unit: (scope, _, k, { givenName }) => scope.add(course.factories.user, k, { givenName }),
    });
    const extended = extendScenario(course, base, {
      rows: {
        user: (_, { address }) => ({ familyName: String(address.parent?.parent ? 'unit' : 'shared') }),
      },
    });
    const names = [...extended.parts(origin, {})].flatMap((part) =>
      (part.get(entities.User) ?? []).map((row) => [row['givenName'], row['familyName']]),
    );
    expect(names).toEqual([
      ['Before', 'shared'],
      ['Before', 'unit'],
    ]);
  });

  it('refuses a misspelt part, factory or column', () => {
    const extended = (extension: object) => extendScenario(platform, scenarios.minimal, extension);
    expect(() => extended({ row: {} })).toThrow("has 'row', which is no part of an extension");
    expect(() => extended({ rows: { courze: () => ({}) } })).toThrow("has 'courze', which is no factory");
    const misspelt = extended({ rows: { user: () => ({ pasword: '' }) } });
    expect(() => [...misspelt.parts(origin, {})]).toThrow(
      expect.objectContaining({
        code: 'unknown_name',
        hint: expect.stringContaining("Did you mean 'password'?"),
      }),
    );
    // @ts-expect-error a name is a text
    extendScenario(course, scenarios.minimal, { rows: { user: () => ({ givenName: 5 }) } });
    // @ts-expect-error no such factory
    expect(() => extendScenario(course, scenarios.minimal, { rows: { usr: () => ({}) } })).toThrow();
  });

  it('is part of the configuration', () => {
    const file = { project: '/', name: 'seedbed.config.ts', path: '/seedbed.config.ts' };
    const configuration = {
      domains: [platform],
      scenarios: { platform: [everybodyInvited(scenarios.minimal)] },
    };
    const found = applyConfig(configuration, file, domains).at(-1);
    expect(found?.scenarios.map(({ name }) => name)).toEqual(['minimal']);
    const taken = { scenarios: { course: [extendScenario(course, scenarios.minimal, {})] } };
    expect(() => applyConfig(taken, file, domains)).toThrow(
      expect.objectContaining({ code: 'scenario_name_taken' }),
    );
  });
});

describe('columns that a domain adds', () => {
  it('are those of its tables, and of no other domain’s', () => {
    const columnsOf = (domain: Parameters<typeof tablesOf>[0]) =>
      tablesOf(domain)
        .find(({ name }) => name === 'user')
        ?.columns.slice(-2);
    expect(columnsOf(platform)).toMatchObject([
      { property: 'password', name: 'password', type: 'varchar(512)', nullable: false },
      { property: 'isService', name: 'is_service', type: 'boolean' },
    ]);
    expect(columnsOf(course)?.map(({ name }) => name)).toEqual(['token_expiration', 'username']);
  });

  it('are refused where the entity has them, or is not in the domain', () => {
    const file = { project: '/', name: 'seedbed.config.ts', path: '/seedbed.config.ts' };
    const apply = (columns: readonly object[]) =>
      applyConfig({ domains: [{ ...platform, columns }] }, file, domains);
    const twice = [{ entity: entities.User, properties: { email: p.text() } }];
    expect(() => apply(twice)).toThrow('adds the column email to User, which has it');
    const elsewhere = [{ entity: class Nothing {}, properties: { email: p.text() } }];
    expect(() => apply(elsewhere)).toThrow('adds columns to Nothing, which is not among its entities');
  });
});

describe('a database with them', () => {
  it('is seeded, as the plan and the manifest say', async () => {
    const { client } = await freshDatabase({ template: 'course' });
    await client.query(STRUCTURE);
    const extended = everybodyInvited(scenarios.classroom);
    const { tables } = plan(platform, extended, {}, origin);
    expect(tables['invite']).toBe(tables['user']);
    const expected = await manifestOf(platform, extended, {}, origin);
    const seeded = await seed(client, platform, extended, origin, { expect: expected });
    expect(seeded.rows).toBe(expected.rows);
    const { rows } = await client.query(`
      select count(distinct password)::int as passwords, bool_and(is_service = (user_type = 'db')) as service from public."user"`);
    expect(rows).toEqual([{ passwords: expect.any(Number), service: true }]);
    expect(rows[0].passwords).toBeGreaterThan(20);
    const { rows: courses } = await client.query(
      `select properties->'gitlab'->>'full_path' = path::text as same from public.course`,
    );
    expect(courses).toEqual([{ same: true }]);
    expect((await verify(client, platform, { all: true })).violations).toEqual([]);
  });

  it('is reset to it', async () => {
    const { url, client } = await freshDatabase({ template: 'course' });
    await client.query(STRUCTURE);
    await setLabel(client, platform, 'staging', 'ada');
    const author = { by: 'ada', commit: 'c0ffee' };
    const permission = { author, embedded: false, confirm: addressOf(client) };
    await client.end();
    const scenario = everybodyInvited(scenarios.minimal);
    const { rows } = await manifestOf(platform, scenario, {}, origin);
    expect(await reset(url, platform, scenario, origin, permission)).toMatchObject({ rows });
    const after = await connect(url);
    const { rowCount } = await after.query('select from public.invite').finally(() => after.end());
    expect(rowCount).toBe(3);
  });

  it('is one without drift', async () => {
    const { client, url } = await freshDatabase({ template: 'course' });
    // What a migration would be made of.
    expect((await findDrift(platform, url)).ormDiff.join()).toMatch(/"user" add .*"password" varchar\(512\)/);
    await client.query(STRUCTURE);
    expect(await findDrift(platform, url)).toMatchObject({ ormDiff: [], catalogDiff: [] });
    expect((await findDrift(course, url)).catalogDiff.join()).toContain('password');
  });
});

describe('the test kit', () => {
  kitOn(18);

  it('makes a template of it', async () => {
    const mirrored = extendScenario(course, scenarios.minimal, {
      name: 'mirrored',
      rows: { course: ({ path }) => ({ properties: { mirror: path } }) },
    });
    const own = await template(defineDomain({ ...course, scenarios: [mirrored] }), { scenario: 'mirrored' });
    const { client, ...database } = await clone(own);
    const { rows } = await client.query(
      `select properties->>'mirror' = path::text as same from public.course`,
    );
    expect(rows).toEqual([{ same: true }]);
    await release({ client, ...database });
    await release(own);
  });
});
