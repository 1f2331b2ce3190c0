import { SeedbedError } from './errors/error.ts';
// The package's entry `seedbed/vitest`: a real, seeded database for each test of vitest.

import { createRequire } from 'node:module';
import { type TestAPI, test as vitestTest } from 'vitest';
import { course } from './course.ts';
import type { Domain, ScenarioNameOf } from './domain.ts';
import { KnownTemplates, type ScenarioChoice } from './vitest/known-templates.ts';
import { type TestPlace, take } from './vitest/place.ts';

export type { ScenarioChoice, TestPlace };

/** What `test` adds to vitest's context. The last five say which database a test gets. */
export interface TestKit<D extends Domain = Domain>
  extends Omit<TestPlace<D>, 'url' | 'client' | 'ormOptions' | 'pool'> {
  /** The database: `url` (with isolation 'clone'), `client`, `ormOptions` and `pool`; with `orm`, `em` and `f`, all that there is. */
  readonly db: TestPlace<D>;
  /** 'transaction', one connection and a rollback, or 'clone', a database of its own. */
  readonly isolation: 'transaction' | 'clone';
  /** What the database holds when the test begins: nothing, a scenario, or one with parameters. */
  readonly scenario: ScenarioChoice<ScenarioNameOf<D>> | undefined;
  readonly domain: D;
  /** Equal seeds give equal data, of the scenario as of the factories. */
  readonly seed: number | string;
  /** The url of a database whose tables the test has, in the place of what the migrations make. */
  readonly from: string | undefined;
}

// Any vitest may be installed: what else the package has works beside it.
if (!('override' in vitestTest)) {
  const { version }: { version: string } = createRequire(import.meta.url)('vitest/package.json');
  throw new SeedbedError('vitest_too_old', {
    message: `seedbed/vitest needs vitest 4.1 or newer; this is ${version}.`,
    details: { version },
  });
}

/** The templates of a worker, which end with it. */
const base = vitestTest.extend<{ known: KnownTemplates; templates: KnownTemplates }>({
  known: [new KnownTemplates(), { scope: 'worker' }],
  templates: [
    async ({ known }, use) => {
      await use(known);
      await known.release();
    },
    { scope: 'worker' },
  ],
});

/**
 * A `test` for the tables of a domain.
 *
 * @param from the url of a database whose tables the tests have, in the place of what the migrations make
 * @example const test = testFor(library);
 */
export function testFor<D extends Domain>(
  domain: D,
  { from }: { readonly from?: string } = {},
): TestAPI<TestKit<D>> {
  const test = base.extend<TestKit>({
    isolation: 'transaction',
    scenario: undefined,
    // What is made below is made of this domain.
    domain: domain as unknown as Domain,
    seed: 0,
    from,
    db: async ({ templates, domain, scenario, seed, from, isolation, task, signal }, use) => {
      const found = await templates.find(domain, scenario, seed, from);
      const { place, leave } = await take(found, { isolation, scenario, seed }, { task, signal });
      await use(place);
      await leave();
    },
    orm: async ({ db }, use) => await use(db.orm),
    em: async ({ db }, use) => await use(db.em),
    f: async ({ db }, use) => await use(db.f),
  });
  // Making a template may take longer than a test may: this hook has all the time it needs. Tests of vitest's own
  // `test` come by too, without fixtures.
  test.beforeEach(async ({ templates, domain, scenario, seed, from }) => {
    await templates?.find(domain, scenario, seed, from);
  }, 0);
  // So its factories are those of this domain.
  return test as unknown as TestAPI<TestKit<D>>;
}

/**
 * Vitest's `test` with a course database in its context.
 *
 * @example
 * test('a student joins', async ({ em, f }) => {
 *   const { course } = await f.courseMember.create();
 *   expect(await em.count(CourseMember, { course })).toBe(1);
 * });
 *
 * @example
 * describe('in a classroom, with commits', () => {
 *   test.override({ scenario: 'classroom', isolation: 'clone' });
 * });
 *
 * @throws what `template`, `transaction`, `clone` and `release` of `seedbed/testing` throw: then the test fails
 */
export const test = testFor(course);
