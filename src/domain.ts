import { defineSchema, type Schema, type Structure } from './entities/schema.ts';
import { requireNames } from './errors/unknown-name.ts';
import type { Factories } from './factories/definition.ts';
import type { DomainRule, RuledSchema } from './rules/rule.ts';
import type { DomainPersonas } from './seeders/persona.ts';
import type { Scenario } from './seeders/scenario.ts';
import type { SignIn } from './seeders/sign-in.ts';

/** A platform's schema with the factories and scenarios that fill it. */
export interface Domain<
  Fs extends Factories = Factories,
  RuleName extends string = string,
  ScenarioName extends string = string,
> extends RuledSchema {
  readonly factories: Fs;
  readonly scenarios: readonly Scenario<ScenarioName>[];
  /** What the schema demands of rows beyond what its entities state. */
  readonly rules?: readonly DomainRule<RuleName>[];
  /** SQL that picks some people to try the platform as: columns `name`, `email`, `role`. */
  readonly people?: string;
  /** Fixed people of its scenarios. */
  readonly personas?: DomainPersonas;
  /** How they sign in where a platform has columns for it that the domain does not declare. */
  readonly signIn?: SignIn;
}

const PARTS: readonly (keyof Domain)[] = [
  'name',
  'entities',
  'columns',
  'migrations',
  'extensions',
  'prelude',
  'epilogue',
  'namespaces',
  'compositeKeys',
  'lookups',
  'loadSettings',
  'project',
  'factories',
  'scenarios',
  'rules',
  'people',
  'personas',
  'signIn',
];

/**
 * Makes a domain; what its schema does not have may be left out.
 *
 * @throws `unknown_name`
 * @example
 * const library = defineDomain({
 *   name: 'library',
 *   entities: [Author, Book],
 *   migrations: new URL('./migrations/', import.meta.url),
 *   factories: { author, book },
 *   scenarios: [shelf],
 * });
 */
export const defineDomain = <
  Fs extends Factories,
  RuleName extends string = never,
  ScenarioName extends string = never,
>(
  definition: Structure & Omit<Domain<Fs, RuleName, ScenarioName>, keyof Schema>,
): Domain<Fs, RuleName, ScenarioName> => {
  requireNames(definition, PARTS, { place: `The domain '${definition.name}'`, kind: 'part of a domain' });
  return { ...definition, ...defineSchema(definition) };
};

/** Gives a domain's type a name of its own, which editors and messages show. */
export type NamedDomain<D extends Domain> = D;

/** The names of a domain's scenarios. */
export type ScenarioNameOf<D extends Domain> = D['scenarios'][number]['name'];
