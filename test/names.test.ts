import { describe, expect, test } from 'vitest';
import { counterexample } from '../src/bind/counterexample.ts';
import { bind } from '../src/bind.ts';
import { applyConfig } from '../src/config/apply.ts';
import { entityManagerOn } from '../src/database/single-client.ts';
import { defineDomain } from '../src/domain.ts';
import { course, domains, findScenario } from '../src/domains.ts';
import { CourseGroup, CourseMember } from '../src/entities/course/members.ts';
import { User } from '../src/entities/course/people.ts';
import { SeedbedError } from '../src/errors/error.ts';
import { courseGroup } from '../src/factories/course/members.ts';
import { user } from '../src/factories/course/people.ts';
import { factory } from '../src/factories/factory.ts';
import { Address } from '../src/random/address.ts';
import { DEFAULT_NOW } from '../src/random/clock.ts';
import { parseParameters } from '../src/seeders/parameters.ts';
import { defineScenario } from '../src/seeders/scenario.ts';
import { Scope } from '../src/seeders/scope.ts';
import { z } from '../src/zod.ts';
import { library } from './domains/toy/library.ts';
import { freshDatabase } from './support/database.ts';

/** What a program in JavaScript may say, and the compiler would refuse. */
const odd = (value: object): never => value as never;

const root = Address.root({ seed: 0, now: DEFAULT_NOW });
const { client } = await freshDatabase({ template: 'course' });
const em = entityManagerOn(course, client);
const f = bind(course, { em });
const file = { project: '/', name: 'seedbed.config.ts', path: '/seedbed.config.ts' };
const columns = { id: ({ id }: { id: () => string }) => id() };
const ofGroups = (definition: object) => () => factory(CourseGroup, odd({ columns, ...definition }));
const trait =
  (change: object, entity: object = User, parts: object = {}) =>
  (): unknown => {
    const made: object = factory(odd(entity), odd({ columns, ...parts })).traits(odd({ odd: () => change }));
    return Reflect.get(made, 'odd')();
  };
const configured = (changes: object) => () =>
  applyConfig({ domains: [{ ...library, ...changes }] }, file, domains);
const rule = {
  name: 'book_is_read',
  entity: library.entities[0],
  enforcedBy: 'verify',
  description: 'A book is read.',
  violations: { broken: 'false', right: `''` },
};

describe('a misspelt name is refused with the nearest one and its place', () => {
  test.each<[string, string, () => unknown, string]>([
    ['scope.add', 'givenName', () => new Scope(root).add(user, 0, odd({ givenNmae: 'Ada' })), 'user'],
    ['scope.compute', 'email', () => new Scope(root).compute(user, 0, odd({ emial: null })), 'user'],
    ['row', 'course', () => courseGroup.row(root.child('a', 0), odd({ curse: {} })), 'courseGroup'],
    ['build', 'givenName', () => f.user.build(odd({ givenNmae: 'Ada' })), 'user'],
    ['buildMany', 'email', () => f.user.buildMany(2, odd({ emial: undefined })), 'user'],
    ['create', 'email', () => f.user.create(odd({ emial: null })), 'user'],
    ['createMany', 'email', () => f.user.createMany(2, odd({ emial: null })), 'user'],
    ['options of create', 'managed', () => f.user.create({}, odd({ manged: false })), 'user.create'],
    ['attributes', 'email', () => f.user.attributes(odd({ emial: null })), 'user'],
    ['a nested parent', 'email', () => f.courseMember.build(odd({ user: { emial: '' } })), 'user'],
    ['within', 'course', () => f.within(odd({ curse: {} }), async () => {}), 'within'],
    ['violating', 'user_email_key', () => f.user.violating('user_emial_key'), 'course'],
    ['counterexample', 'user_email_key', () => counterexample(course, 'user_emial_key'), 'course'],
    ['bind', 'worker', () => bind(course, odd({ em, wroker: 1 })), 'bind'],
    ['columns of a factory', 'title', ofGroups({ columns: { ...columns, titel: '' } }), 'CourseGroup'],
    ['parents of a factory', 'course', ofGroups({ parents: { curse: User } }), 'CourseGroup'],
    [
      'what a parent follows',
      'course',
      ofGroups({ parents: { course: User, createdBy: { of: User, sameAs: ['curse'] } } }),
      'CourseGroup',
    ],
    [
      'an option of a parent',
      'optional',
      ofGroups({ parents: { course: { of: User, optinal: true } } }),
      "CourseGroup, of its parent 'course'",
    ],
    ['what a factory requires', 'title', ofGroups({ required: ['titel'] }), 'CourseGroup'],
    ['samples of a factory', 'title', ofGroups({ samples: { titel: '' } }), 'CourseGroup'],
    ['a part of a factory', 'ensure', ofGroups({ enusre: () => {} }), 'CourseGroup'],
    ['columns of a trait', 'email', trait({ columns: { emial: '' } }), 'trait of the factory of User'],
    ['a part of a trait', 'columns', trait({ colums: {} }), 'trait of the factory of User'],
    [
      'parents of a trait',
      'user',
      trait({ parents: { usr: null } }, CourseMember, { parents: { user: User } }),
      'trait of the factory of CourseMember',
    ],
    [
      'parameters of a trait',
      'subject',
      trait({ transient: { sujbect: 'x' } }, User, { transient: { subject: '' } }),
      'trait of the factory of User',
    ],
    [
      'a parameter of a scenario',
      'students',
      () => parseParameters(findScenario('classroom').scenario, { studnets: 3 }),
      'classroom',
    ],
    ['a scenario', 'classroom', () => findScenario('clasroom'), ''],
    [
      'a part of a scenario',
      'units',
      () =>
        defineScenario(
          odd({ name: 'week', summary: '', parameters: z.strictObject({}), shared() {}, unis: 1 }),
        ),
      "scenario 'week'",
    ],
    ['a part of a domain', 'rules', () => defineDomain(odd({ ...library, ruels: [] })), "domain 'library'"],
    [
      'a part of a rule',
      'description',
      configured({ rules: [{ ...rule, descriptoin: '' }] }),
      'seedbed.config.ts',
    ],
    [
      'a part of its violations',
      'broken',
      configured({ rules: [{ ...rule, violations: { ...rule.violations, borken: '' } }] }),
      'seedbed.config.ts',
    ],
    ['a configuration', 'domains', () => applyConfig({ domians: [] }, file, domains), 'seedbed.config.ts'],
    [
      'the domain of scenarios',
      'course',
      () => applyConfig({ scenarios: { curse: [] } }, file, domains),
      'seedbed.config.ts',
    ],
  ])('%s: %s', async (_, nearest, call, place) => {
    const refused: unknown = await Promise.resolve()
      .then(call)
      .catch((error: unknown) => error);
    if (!(refused instanceof SeedbedError)) return expect.fail(`not refused: ${refused}`);
    expect(refused.kind).toBe('usage');
    expect(`${refused.message} ${refused.hint}`).toContain(`Did you mean '${nearest}'?`);
    expect(refused.message).toContain(place);
  });
});
