import { defineEntity, p } from '@mikro-orm/core';
import { describe, expect, it } from 'vitest';
import { applyConfig } from '../../src/config/apply.ts';
import { boardroom, course, domains, findScenario, mainDomain } from '../../src/domains.ts';
import type { SeedbedError } from '../../src/errors/error.ts';
import { factory } from '../../src/factories/factory.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { shop } from '../domains/shop/shop.ts';
import { Book } from '../domains/toy/entities.ts';
import { library, shelves } from '../domains/toy/library.ts';

const file = { project: '/', name: 'seedbed.config.ts', path: '/seedbed.config.ts' };
const apply = (exported: unknown) => applyConfig(exported, file, domains);

describe('a domain of a project’s own', () => {
  it('stands behind those of seedbed, and is the main one', () => {
    const all = apply({ domains: [library] });
    expect(all.map(({ name }) => name)).toEqual([
      'course',
      'boardroom',
      'practice',
      'procurement',
      'library',
    ]);
    expect(mainDomain(all).name).toBe('library');
    expect(mainDomain(domains)).toBe(course);
  });

  it('has its scenarios by their names, and with its own before them', () => {
    const all = apply({ domains: [library] });
    for (const name of ['shelves', 'library/shelves']) {
      expect(findScenario(name, all)).toMatchObject({
        domain: { name: 'library' },
        scenario: { name: 'shelves' },
      });
    }
  });

  it.each([...domains, { ...shop, migrations: library.migrations }])(
    'may have whatever $name has',
    (domain) => {
      const name = `own-${domain.name}`;
      expect(apply({ domains: [{ ...domain, name }] }).at(-1)).toMatchObject({ name });
    },
  );

  it('has factories in an object or a module', async () => {
    const factories = await import('../../src/factories/boardroom/index.ts');
    const [found] = apply({ domains: [{ ...boardroom, name: 'rooms', factories }] }).slice(-1);
    expect(Object.keys(found?.factories ?? {})).toEqual(Object.keys(boardroom.factories));
  });

  it('takes more scenarios, and has its rules', () => {
    const all = apply({ domains: [library], scenarios: { library: [{ ...shelves, name: 'more' }] } });
    const found = all.find(({ name }) => name === 'library') ?? expect.fail();
    expect(found.scenarios.map(({ name }) => name)).toEqual(['shelves', 'more']);
    expect(rulesOf(found).map(({ name }) => name)).toContain('book_has_pages');
  });
});

class Stranger {}
const OtherSchema = defineEntity({ name: 'Other', properties: { id: p.integer().primary() } });
class Other extends OtherSchema.class {}
OtherSchema.setClass(Other);
const other = factory(Other, { columns: { id: ({ n }) => n } });

const PairSchema = defineEntity({
  name: 'Pair',
  properties: { other: () => p.manyToOne(Other).primary(), n: p.integer().primary() },
});
class Pair extends PairSchema.class {}
PairSchema.setClass(Pair);
const PointerSchema = defineEntity({
  name: 'Pointer',
  properties: { id: p.integer().primary(), pair: () => p.manyToOne(Pair) },
});
const Address = defineEntity({ name: 'Address', embeddable: true, properties: { street: p.string() } });
const TenantSchema = defineEntity({
  name: 'Tenant',
  properties: { id: p.integer().primary(), address: () => p.embedded(Address) },
});
class Tenant extends TenantSchema.class {}
TenantSchema.setClass(Tenant);
class Pointer extends PointerSchema.class {}
PointerSchema.setClass(Pointer);

/** The library with something else, which the compiler would refuse. */
const changed = (changes: object): { domains: unknown[] } => ({ domains: [{ ...library, ...changes }] });
const rule = {
  name: 'book_is_read',
  entity: Book,
  enforcedBy: 'verify',
  description: 'It is read.',
  violations: { broken: 'false', right: `''` },
};

/** An entity with a key and one more property. */
function entityOf(tableName: string, property: string) {
  const schema = defineEntity({
    name: `Of${tableName}`,
    tableName,
    properties: { id: p.integer().primary(), [property]: p.string() },
  });
  class Of extends schema.class {}
  schema.setClass(Of);
  return Of;
}

describe('a domain is refused', () => {
  it.each<[what: string, exported: unknown, problem: string, hint: string]>([
    ['that is not in a list', { domains: library }, 'has an object as domains.', 'a list'],
    ['that is none', { domains: [{ name: 'shop' }] }, 'has an object as domains[0]', 'defineDomain('],
    ['whose name cannot be typed', changed({ name: 'My Shop' }), 'a domain called "My Shop"', 'lower-case'],
    ['whose name is that of a database', changed({ name: 'postgres' }), '"postgres"', 'the server itself'],
    ['whose name is too long', changed({ name: 'x'.repeat(64) }), 'a domain called', 'at most 63'],
    ['without entities', changed({ entities: [] }), 'has no entities in', 'entities: ['],
    [
      'with something else',
      changed({ entities: [Book, Stranger] }),
      'has Stranger as entities[1]',
      'setClass',
    ],
    ['without a parent', changed({ entities: [Book] }), 'the table shelf, but none', 'in the list'],
    ...Object.getOwnPropertyNames(Object.prototype).map((name): [string, unknown, string, string] => [
      `with a table ${name}`,
      changed({ entities: [...library.entities, entityOf(name, 'note')] }),
      `the table ${name}, a name`,
      'another name',
    ]),
    [
      'with a property valueOf',
      changed({ entities: [...library.entities, entityOf('memo', 'valueOf')] }),
      'has the property valueOf of the table memo',
      'another name',
    ],
    ['with a path', changed({ migrations: './migrations' }), 'has a string as migrations', 'new URL('],
    ['without a folder', changed({ migrations: new URL('none/', import.meta.url) }), 'no folder', 'Make it'],
    ['without factories', changed({ factories: undefined }), 'has nothing as factories', 'factories: {'],
    ['with something as a factory', changed({ factories: { book: {} } }), 'factories.book', 'factory()'],
    [
      'with a relation to a key of several columns',
      changed({ entities: [...library.entities, Other, Pair, Pointer] }),
      'has Pointer.pair, a relation over several columns (pair_other_id, pair_n)',
      'state the foreign key in compositeKeys',
    ],
    ['with a foreign factory', changed({ factories: { other } }), "'other' of Other", 'entities: ['],
    [
      'with a factory called like a function',
      changed({ factories: { within: library.factories.book } }),
      "called 'within'",
      'call it otherwise',
    ],
    ['without scenarios', changed({ scenarios: undefined }), "scenarios of the domain 'library'", 'a list'],
    ['whose rules are no list', changed({ rules: {} }), 'has an object as rules', 'a list'],
    ['with no rule', changed({ rules: [1] }), 'has a number as rules[0], which is no rule', 'description'],
    [
      'with a rule of nothing',
      changed({ rules: [{ ...rule, entity: Stranger }] }),
      'none of the',
      'DomainRule',
    ],
    [
      'with an odd rule',
      changed({ rules: [{ ...rule, enforcedBy: 'X' }] }),
      "'constraint', 'trigger' and 'verify'",
      'DomainRule',
    ],
    [
      'with a mute rule',
      changed({ rules: [{ ...rule, description: undefined }] }),
      'no description',
      'DomainRule',
    ],
    ['with a blind rule', changed({ rules: [{ ...rule, violations: {} }] }), 'in violations', 'DomainRule'],
    ['with a rule twice', changed({ rules: [rule, rule] }), "'book_is_read' of book twice", 'another name'],
    [
      'with a rule of no constraint',
      changed({ rules: [{ ...rule, enforcedBy: 'constraint', name: 'book_has_page' }] }),
      "the rule 'book_has_page', but book has no constraint of that name",
      'book_has_pages',
    ],
    ['whose people are no SQL', changed({ people: [] }), 'has a list as people', 'name, email and role'],
  ])('%s', (_, exported, problem, hint) => {
    const error = caught(exported);
    expect(error).toMatchObject({ code: 'config_invalid' });
    expect(error.message).toMatch(/^seedbed\.config\.ts .*\.$/);
    expect(error.message).toContain(problem);
    expect(error.hint).toContain(hint);
  });

  it('that has an embedded object in columns of its own', () => {
    const error = caught(changed({ entities: [...library.entities, Tenant] }));
    expect(error).toMatchObject({ code: 'unsupported_property' });
    expect(error.message).toBe(
      'Tenant.address is an embedded object in columns of its own, which seedbed does not support.',
    );
  });

  it('that has the name of another one', () => {
    const ofSeedbed = caught(changed({ name: 'course' }));
    expect(ofSeedbed).toMatchObject({ code: 'domain_name_taken' });
    expect(ofSeedbed.message).toContain('which comes with seedbed');
    expect(caught({ domains: [library, library] })).toMatchObject({ code: 'domain_name_taken' });
  });

  it('that has a scenario twice', () => {
    const error = caught({ domains: [library], scenarios: { library: [shelves] } });
    expect(error).toMatchObject({ code: 'scenario_name_taken' });
  });
});

function caught(exported: unknown): SeedbedError {
  try {
    apply(exported);
  } catch (error) {
    // Its class is asserted by who calls this.
    return error as SeedbedError;
  }
  return expect.fail('it was not refused');
}
