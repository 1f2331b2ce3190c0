import type { Domain } from '../domain.ts';
import { SeedbedError } from '../errors/error.ts';
import type { ConfigFile } from './find.ts';
import { configInvalid } from './invalid.ts';
import { requireFactories, requireRows } from './own-factories.ts';
import { requireRules } from './own-rules.ts';
import { requireStructure } from './own-structure.ts';
import { fieldsOf, isPlainName, kindOf, PLAIN_NAME } from './type-guards.ts';

const MAKE_IT = 'Make it with defineDomain({ name, entities, migrations, factories, scenarios, rules }).';

/**
 * The domains of a project's own, by names that no other has.
 *
 * @param value what the configuration has as `domains`, which may be anything
 * @throws `config_invalid`, `domain_name_taken`
 */
export function ownDomains(value: unknown, file: ConfigFile, builtIn: readonly Domain[]): readonly Domain[] {
  if (!Array.isArray(value)) {
    throw configInvalid(
      file.name,
      `has ${kindOf(value)} as domains.`,
      'It should be a list: export default defineConfig({ domains: [ … ] });',
    );
  }
  const domains = value.map((one: unknown, i) => {
    if (isDomain(one)) return one;
    throw configInvalid(file.name, `has ${kindOf(one)} as domains[${i}], which is no domain.`, MAKE_IT);
  });
  const taken = new Set<string>();
  for (const { name } of domains) {
    const isBuiltIn = builtIn.some((one) => one.name === name);
    if (isBuiltIn || taken.has(name))
      throw new SeedbedError('domain_name_taken', {
        message: `The domain '${name}' of ${file.name} has the name of another one${isBuiltIn ? ', which comes with seedbed' : ' there'}.`,
        hint: isBuiltIn
          ? `Give it another name; to add scenarios to that of seedbed: defineConfig({ scenarios: { ${name}: [ … ] } })`
          : 'Give it another name.',
        details: { domain: name, file: file.name },
      });
    requireName(name, file);
    taken.add(name);
  }
  return domains;
}

/** By the fields that defineDomain gives it; what is in them is looked at later. */
function isDomain(value: unknown): value is Domain {
  const fields = fieldsOf(value);
  return typeof fields?.['name'] === 'string' && Array.isArray(fields['compositeKeys']);
}

/** The embedded database is called like the domain, and a scenario has the name before its own. */
function requireName(name: string, file: ConfigFile): void {
  const wrong = (hint: string) =>
    configInvalid(file.name, `has a domain called ${JSON.stringify(name)}.`, hint);
  if (!isPlainName(name)) throw wrong(PLAIN_NAME);
  if (name.length > 63) throw wrong('Its database is called like it: a name has at most 63 characters.');
  if (/^(postgres|template[01])$/.test(name)) {
    throw wrong(
      'Its database is called like it, and that one is for the server itself: choose another name.',
    );
  }
}

/**
 * What a domain consists of, as far as it can be checked without a database.
 *
 * @throws `config_invalid`
 */
export function requireParts(domain: Domain, file: ConfigFile): void {
  const wrong = (problem: string, hint: string) =>
    configInvalid(file.name, `${problem} in the domain '${domain.name}'.`, hint);
  requireStructure(domain, wrong);
  requireFactories(domain, wrong);
  requireRows(domain, wrong);
  requireRules(domain, wrong);
  const people: unknown = domain.people;
  if (people !== undefined && typeof people !== 'string') {
    throw wrong(
      `has ${kindOf(people)} as people`,
      'It should be SQL that gives the columns name, email and role.',
    );
  }
}
