import { closest, distance } from 'fastest-levenshtein';
import { boardroomSchema } from './entities/boardroom.ts';
import { courseSchema } from './entities/course/index.ts';
import { practiceSchema } from './entities/practice.ts';
import { procurementSchema } from './entities/procurement.ts';
import { defineSchema, type Schema, type Structure } from './entities/schema.ts';
import { requireNames } from './errors/unknown-name.ts';
import { UnknownScenarioError } from './errors/unknown-scenario.ts';
import { factories as boardroomFactories } from './factories/boardroom/factories.ts';
import { factories as courseFactories } from './factories/course/factories.ts';
import type { AnyFactory } from './factories/definition.ts';
import { factories as practiceFactories } from './factories/practice/factories.ts';
import { factories as procurementFactories } from './factories/procurement/factories.ts';
import { boardroomRules } from './rules/boardroom.ts';
import { courseRules } from './rules/course/index.ts';
import { practiceRules } from './rules/practice.ts';
import { procurementRules } from './rules/procurement.ts';
import type { DomainRule } from './rules/rule.ts';
import { minimal as boardroomMinimal } from './seeders/boardroom/minimal.ts';
import { quarter } from './seeders/boardroom/quarter.ts';
import { classroom } from './seeders/course/classroom.ts';
import { edgeCases } from './seeders/course/edge-cases.ts';
import { lectureHall } from './seeders/course/lecture-hall.ts';
import { minimal } from './seeders/course/minimal.ts';
import { semester } from './seeders/course/semester.ts';
import { university } from './seeders/course/university.ts';
import { cohort } from './seeders/practice/cohort.ts';
import { minimal as practiceMinimal } from './seeders/practice/minimal.ts';
import { minimal as procurementMinimal } from './seeders/procurement/minimal.ts';
import { quarterEnd } from './seeders/procurement/quarter-end.ts';
import type { Scenario } from './seeders/scenario.ts';

export type Factories = Readonly<Record<string, AnyFactory>>;

/** A platform's schema with the factories and scenarios that fill it. */
export interface Domain<
  Fs extends Factories = Factories,
  RuleName extends string = string,
  ScenarioName extends string = string,
> extends Schema {
  readonly factories: Fs;
  readonly scenarios: readonly Scenario<ScenarioName>[];
  /** What the schema demands of rows beyond what its entities state. */
  readonly rules?: readonly DomainRule<RuleName>[];
  /** SQL that picks some people to try the platform as: columns `name`, `mail`, `role`. */
  readonly people?: string;
}

const PARTS: readonly (keyof Domain)[] = [
  'name',
  'entities',
  'migrations',
  'extensions',
  'prelude',
  'epilogue',
  'namespaces',
  'compositeKeys',
  'lookups',
  'loadSettings',
  'factories',
  'scenarios',
  'rules',
  'people',
];

/**
 * Makes a domain; what its schema does not have may be left out.
 *
 * @throws UnknownNameError
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
type NamedDomain<D extends Domain> = D;

const courseDomain = defineDomain({
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

export interface CourseDomain extends NamedDomain<typeof courseDomain> {}
export const course: CourseDomain = courseDomain;

const boardroomDomain = defineDomain({
  ...boardroomSchema,
  factories: boardroomFactories,
  rules: boardroomRules,
  scenarios: [boardroomMinimal, quarter],
  people: `
    select u.full_name as name, u.email as mail, case when b.rooms > 0 then 'owner' else 'participant' end as role
    from public.users u
    left join (select owner_id, count(*) as rooms from public.boardrooms group by 1) b on b.owner_id = u.id
    where u.is_active and u.is_verified
    order by b.rooms is null, u.id
    limit 6`,
});

export interface BoardroomDomain extends NamedDomain<typeof boardroomDomain> {}
export const boardroom: BoardroomDomain = boardroomDomain;

const practiceDomain = defineDomain({
  ...practiceSchema,
  factories: practiceFactories,
  rules: practiceRules,
  scenarios: [practiceMinimal, cohort],
});

export interface PracticeDomain extends NamedDomain<typeof practiceDomain> {}
export const practice: PracticeDomain = practiceDomain;

const procurementDomain = defineDomain({
  ...procurementSchema,
  factories: procurementFactories,
  rules: procurementRules,
  scenarios: [procurementMinimal, quarterEnd],
  people: `
    select u.name, u.email as mail, o.name as role
    from public.users u left join public.organisations o on o.id = u.organisation_id
    where u.is_active and u.last_login is not null
    order by u.last_login desc, u.id
    limit 6`,
});

export interface ProcurementDomain extends NamedDomain<typeof procurementDomain> {}
export const procurement: ProcurementDomain = procurementDomain;

/** The domains that come with seedbed, the main one first. */
export const domains: readonly Domain[] = [course, boardroom, practice, procurement];

/**
 * The domain that is meant where none is named: the first of a project's own, or else the course platform.
 *
 * @param among the built-in ones with those of a project behind them, as `projectDomains` gives them
 * @example mainDomain(await projectDomains()).name // 'course'
 */
export const mainDomain = (among: readonly Domain[]): Domain =>
  among.find((domain) => domains.every(({ name }) => name !== domain.name)) ?? course;

/** A scenario with the domain whose tables it fills. */
export interface FoundScenario {
  readonly domain: Domain;
  readonly scenario: Scenario;
}

/**
 * What a scenario is called at the command line: by its name in the main domain, with the domain before it in others.
 *
 * @example nameOf({ domain: boardroom, scenario: quarter }) // 'boardroom/quarter'
 */
export const nameOf = ({ domain, scenario }: FoundScenario): string =>
  domain.name === course.name ? scenario.name : `${domain.name}/${scenario.name}`;

/**
 * Finds a scenario by name, or by its domain and name. Of several domains that have one of that name, the first counts.
 *
 * @throws UnknownScenarioError with the nearest name
 * @example
 * findScenario('classroom').domain.name // 'course'
 * findScenario('boardroom/minimal').domain.name // 'boardroom'
 */
export function findScenario(name: string, among: readonly Domain[] = domains): FoundScenario {
  const all = among.flatMap((domain) => domain.scenarios.map((scenario) => ({ domain, scenario })));
  const isMeant = ({ domain, scenario }: FoundScenario): boolean =>
    name === scenario.name || name === `${domain.name}/${scenario.name}`;
  const found = all.find(isMeant);
  if (found) return found;
  throw new UnknownScenarioError(name, all.map(nameOf), nearestName(name, all));
}

/** The name of the scenario that looks most like it, with or without its domain, where one does. */
function nearestName(name: string, all: readonly FoundScenario[]): string | undefined {
  const spelled = all.flatMap((one) => [
    { spelling: one.scenario.name, one },
    { spelling: `${one.domain.name}/${one.scenario.name}`, one },
  ]);
  const nearest = closest(
    name,
    spelled.map(({ spelling }) => spelling),
  );
  const found = spelled.find(({ spelling }) => spelling === nearest);
  return found && distance(name, nearest) <= 3 ? nameOf(found.one) : undefined;
}

/** The names of a domain's scenarios. */
export type ScenarioNameOf<D extends Domain> = D['scenarios'][number]['name'];
