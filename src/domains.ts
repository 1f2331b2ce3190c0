import { closest, distance } from 'fastest-levenshtein';
import { courseSchema } from './entities/course/index.ts';
import type { Schema } from './entities/schema.ts';
import { UnknownScenarioError } from './errors/unknown-scenario.ts';
import * as courseFactories from './factories/course/index.ts';
import type { AnyFactory } from './factories/definition.ts';
import { courseRules } from './rules/course/index.ts';
import type { DomainRule } from './rules/rule.ts';
import { classroom } from './seeders/course/classroom.ts';
import { edgeCases } from './seeders/course/edge-cases.ts';
import { lectureHall } from './seeders/course/lecture-hall.ts';
import { minimal } from './seeders/course/minimal.ts';
import { semester } from './seeders/course/semester.ts';
import { university } from './seeders/course/university.ts';
import type { Scenario } from './seeders/scenario.ts';

export type Factories = Readonly<Record<string, AnyFactory>>;

/** A platform's schema with the factories and scenarios that fill it. */
export interface Domain<Fs extends Factories = Factories> extends Schema {
  readonly factories: Fs;
  readonly scenarios: readonly Scenario[];
  /** What the schema demands of rows beyond what its entities state. */
  readonly rules?: readonly DomainRule[];
  /** SQL that picks some people to try the platform as: columns `name`, `mail`, `role`. */
  readonly people?: string;
}

type Structure = Pick<Schema, 'name' | 'entities' | 'migrations'> & Partial<Schema>;

/**
 * Makes a domain; what its schema does not have may be left out.
 *
 * @example
 * const library = defineDomain({
 *   name: 'library',
 *   entities: [Author, Book],
 *   migrations: new URL('./migrations/', import.meta.url),
 *   factories: { author, book },
 *   scenarios: [shelf],
 * });
 */
export const defineDomain = <Fs extends Factories>(
  definition: Structure & Omit<Domain<Fs>, keyof Schema>,
): Domain<Fs> => ({
  extensions: [],
  prelude: [],
  epilogue: [],
  namespaces: [],
  compositeKeys: [],
  lookups: [],
  loadSettings: {},
  ...definition,
});

export const course = defineDomain({
  ...courseSchema,
  factories: courseFactories,
  rules: courseRules,
  scenarios: [minimal, classroom, lectureHall, semester, university, edgeCases],
  people: `
    select concat_ws(' ', u.given_name, u.family_name) as name, u.email as mail, m.role
    from public."user" u
    join (
      select user_id, course_role_id as role, row_number() over (partition by course_role_id order by id) as place
      from public.course_member
    ) m on m.user_id = u.id and m.place <= 2
    order by array_position(array['_owner', '_maintainer', '_study_assistant', '_student'], m.role), u.email
    limit 12`,
});

/** The domains that come with seedbed. */
export const domains: readonly Domain[] = [course];

/** A scenario with the domain whose tables it fills. */
export interface FoundScenario {
  readonly domain: Domain;
  readonly scenario: Scenario;
}

/**
 * Finds a scenario by name.
 *
 * @throws UnknownScenarioError with the nearest name
 * @example findScenario('classroom').domain.name // 'course'
 */
export function findScenario(name: string, among: readonly Domain[] = domains): FoundScenario {
  const all = among.flatMap((domain) => domain.scenarios.map((scenario) => ({ domain, scenario })));
  const found = all.find(({ scenario }) => scenario.name === name);
  if (found) return found;
  const names = all.map(({ scenario }) => scenario.name);
  const nearest = closest(name, names);
  throw new UnknownScenarioError(name, names, distance(name, nearest) <= 3 ? nearest : undefined);
}
