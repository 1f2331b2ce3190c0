import { describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { entityManagerOn } from '../../src/database/single-client.ts';
import { defineDomain } from '../../src/domain.ts';
import { course, domains } from '../../src/domains.ts';
import { Group } from '../../src/entities/course/access.ts';
import { ExecutionBackend, Organization } from '../../src/entities/course/catalog.ts';
import { courseSchema } from '../../src/entities/course/index.ts';
import { User } from '../../src/entities/course/people.ts';
import { SeedbedError } from '../../src/errors/error.ts';
import { audit } from '../../src/factories/course/audit.ts';
import { factory } from '../../src/factories/factory.ts';
import { type LintCase, lint, lintCases } from '../../src/lint.ts';
import { countRows } from '../../src/load/row-counts.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { courseDatabase } from './course-database.ts';
import { refusedCases } from './refused-cases.ts';

const places = servers.flatMap(({ version }) =>
  domains.map((domain) => ({ version, domain, cases: lintCases(domain) })),
);

describe.each(places)('$domain.name on PostgreSQL $version', async ({ version, domain, cases }) => {
  const { client } = await freshDatabase({ version, template: domain.name });
  const em = entityManagerOn(domain, client);
  const numbers = async () =>
    (await client.query('select sequencename, last_value from pg_sequences order by 1')).rows;
  const before = await numbers();

  test.each(cases)('$name', async ({ name, run }) => {
    expect(await run({ em: em.fork() })).toBe(refusedCases.includes(name) ? 'refused' : 'created');
  });

  test('nothing is left behind, and no number is used up', async () => {
    expect(await countRows(client, domain)).toEqual({});
    expect(await numbers()).toEqual(before);
  });
});

const backendColumns = { ...audit, type: 'python', slug: ({ tag }: { tag: string }) => `python-${tag}` };
const userColumns = { ...audit, userType: 'user', fsNumber: 1 } as const;

const domainWith = (factories: typeof course.factories | object) =>
  defineDomain({ ...courseSchema, scenarios: [], factories: { ...factories } });

describe('the cases of a factory', () => {
  const named = (name: string) => (one: LintCase) => one.factory === name;

  test('are itself, each trait, and each two of them in both orders', () => {
    expect(lintCases(course).filter(named('group'))).toMatchObject([
      { name: 'group', traits: [] },
      { name: 'group.dynamic()', traits: ['dynamic'] },
      { name: 'group.withClaim()', traits: ['withClaim'] },
      { name: 'group.dynamic().withClaim()', traits: ['dynamic', 'withClaim'] },
      { name: 'group.withClaim().dynamic()', traits: ['withClaim', 'dynamic'] },
    ]);
  });

  test('are there for every factory', () => {
    expect([...new Set(lintCases(course).map((one) => one.factory))]).toEqual(Object.keys(course.factories));
    expect(Object.keys(course.factories)).toHaveLength(27);
  });
});

describe('lint finds', async () => {
  const { orm, client } = await courseDatabase();
  const findings = async (factories: object) =>
    (await lint(domainWith(factories), { em: orm.em.fork() })).map(({ name, rule, error }) => ({
      name,
      ...(rule === undefined ? { error: error instanceof SeedbedError ? error.code : error.name } : { rule }),
    }));

  test('nothing where all is well', async () => {
    expect(
      await findings({ executionBackend: factory(ExecutionBackend, { columns: backendColumns }) }),
    ).toEqual([]);
  });

  test('a factory whose row a constraint refuses', async () => {
    const executionBackend = factory(ExecutionBackend, { columns: { ...backendColumns, slug: 'no slug' } });
    expect(await findings({ executionBackend })).toEqual([
      { name: 'executionBackend', rule: 'execution_backend_slug_check' },
    ]);
  });

  test('what waits for the end of a transaction', async () => {
    const organization = factory(Organization, {
      columns: {
        ...audit,
        organizationType: 'organization',
        path: ({ tag }) => `nowhere.org${tag}`,
        title: 'Lost',
      },
    });
    expect(await findings({ organization })).toEqual([
      { name: 'organization', rule: 'fk_organization_parent' },
    ]);
  });

  test('a trait that can be had once only', async () => {
    const executionBackend = factory(ExecutionBackend, { columns: backendColumns }).traits({
      java: () => ({ columns: { type: 'java', slug: 'java' } }),
    });
    expect(await findings({ executionBackend })).toEqual([
      { name: 'executionBackend.java()', rule: 'execution_backend_slug_key' },
    ]);
  });

  test('a value that a trigger changes', async () => {
    const user = factory(User, { columns: userColumns }).traits({
      token: () => ({
        columns: { userType: 'token', authToken: 'plain', tokenExpiration: new Date('2030-01-01') },
      }),
    });
    expect(await findings({ user })).toEqual([{ name: 'user.token()', error: 'stored_otherwise' }]);
  });

  test('a trait that cannot be tried without arguments, and tries its pairs no further', async () => {
    const user = factory(User, { columns: userColumns }).traits({
      named: (givenName: string) => ({ columns: { givenName } }),
      nameless: () => ({ columns: { givenName: null } }),
    });
    expect(await findings({ user })).toEqual([{ name: 'user.named()', error: 'trait_needs_arguments' }]);
  });

  test('a factory that requires what it states no sample of', async () => {
    const executionBackend = factory(ExecutionBackend, {
      required: ['type', 'slug'],
      samples: { type: 'python' },
      columns: audit,
    });
    expect(await findings({ executionBackend })).toEqual([
      { name: 'executionBackend', error: 'sample_missing' },
    ]);
    const [found] = await lint(domainWith({ executionBackend }), { em: orm.em.fork() });
    expect(found?.error).toMatchObject({
      code: 'sample_missing',
      details: { factory: 'executionBackend', value: 'slug' },

      hint: "State one in the definition, beside 'required': samples: { slug: … }",
    });
  });

  test('nothing where there is a sample, which no other call takes', async () => {
    const executionBackend = factory(ExecutionBackend, {
      required: ['type', 'slug'],
      samples: { type: 'python', slug: ({ tag }) => `python-${tag}` },
      columns: audit,
    }).traits({ java: () => ({ columns: { type: 'java' } }) });
    expect(await findings({ executionBackend })).toEqual([]);
    const f = bind(domainWith({ executionBackend }), { em: orm.em.fork() });
    expect(() => f['executionBackend']?.build({})).toThrow("cannot be without 'type'");
  });

  test('nothing where what requires a value is a parent that has a sample of it', async () => {
    const group = factory(Group, {
      required: ['slug'],
      samples: { slug: 'lab' },
      columns: { ...audit, type: 'fixed' },
    });
    const { groupClaim } = course.factories;
    expect(await findings({ group, groupClaim })).toEqual([]);
  });

  test('a parent that the domain has no factory for, by the factory that needs it', async () => {
    const { groupClaim } = course.factories;
    const [found] = await lint(domainWith({ groupClaim }), { em: orm.em.fork() });
    expect(found?.error).toMatchObject({
      code: 'unknown_entity',
      details: { factory: 'groupClaim', entity: 'Group' },
    });
  });

  test('nothing twice: a trait is applied once', async () => {
    let applied = 0;
    const user = factory(User, { columns: userColumns }).traits({
      counted: () => {
        applied++;
        return {};
      },
    });
    expect(await findings({ user })).toEqual([]);
    expect(applied).toBe(1);
  });

  test('goes on after a failure, on a plain connection and in its transaction, which stays as it was', async () => {
    await client.query('begin');
    await client.query(`insert into execution_backend (type, slug) values ('python', 'mine')`);
    const executionBackend = factory(ExecutionBackend, { columns: backendColumns }).traits({
      wrong: () => ({ columns: { slug: '' } }),
      right: () => ({ columns: { type: 'right' } }),
    });
    const found = await lint(domainWith({ executionBackend }), { client });
    expect(found.map(({ name }) => name)).toContain('executionBackend.wrong()');
    expect(found.map(({ name }) => name)).not.toContain('executionBackend.right()');
    expect((await client.query('select slug from execution_backend')).rows).toEqual([{ slug: 'mine' }]);
    await client.query('rollback');
  });
});
