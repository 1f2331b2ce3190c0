import { closest, distance } from 'fastest-levenshtein';
import { boardroom } from './boardroom.ts';
import { course } from './course.ts';
import type { Domain } from './domain.ts';
import { SeedbedError } from './errors/error.ts';
import { practice } from './practice.ts';
import { procurement } from './procurement.ts';
import type { Scenario } from './seeders/scenario.ts';

export { boardroom, course, practice, procurement };

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
 * @throws `unknown_scenario` with the nearest name
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
  const known = all.map(nameOf);
  const nearest = nearestName(name, all);
  throw new SeedbedError('unknown_scenario', {
    message: `There is no scenario '${name}'.${nearest === undefined ? '' : ` Did you mean '${nearest}'?`}`,
    hint: `The scenarios are: ${known.join(', ')}. More about them: seedbed scenarios`,
    details: { scenario: name, known },
  });
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
