import type { Domain } from '../domain.ts';
import { nearestOf } from '../errors/nearest.ts';
import { shownName } from '../errors/shown.ts';
import type { Scenario } from '../seeders/scenario.ts';
import type { ConfigFile } from './find.ts';
import { configInvalid } from './invalid.ts';
import { ownDomains, requireParts } from './own-domains.ts';
import { requireScenarioNames, scenariosOf } from './own-scenarios.ts';
import { type Fields, fieldsOf, kindOf } from './type-guards.ts';
import { watched } from './watched.ts';

const EXAMPLE =
  'It should be: export default defineConfig({ domains: [ … ], scenarios: { course: [ … ] } }); with one of them or both.';

/**
 * The domains with what a configuration adds to them, its own ones last.
 *
 * @param exported what the file exports by default, which may be anything
 * @throws `config_invalid`, `domain_name_taken`, `scenario_name_taken`
 */
export function applyConfig(
  exported: unknown,
  file: ConfigFile,
  builtIn: readonly Domain[],
): readonly Domain[] {
  if (exported === undefined) {
    throw configInvalid(file.name, 'has no default export.', EXAMPLE);
  }
  const { domains: stated = [], scenarios = {}, ...unknown } = entriesOf(exported, 'exports', file);
  const [stranger] = Object.keys(unknown);
  if (stranger !== undefined) {
    const nearest = nearestOf(stranger, ['domains', 'scenarios']);
    const hint = nearest === undefined ? EXAMPLE : `Did you mean '${nearest}'? ${EXAMPLE}`;
    throw configInvalid(file.name, `exports '${shownName(stranger)}', which means nothing here.`, hint);
  }
  const own = ownDomains(stated, file, builtIn);
  const added = entriesOf(scenarios, 'has scenarios:', file);
  for (const name of Object.keys(added)) requireDomain(name, file, [...builtIn, ...own]);
  const addedTo = ({ name }: Domain) => scenariosOf(added[name] ?? [], `scenarios.${name}`, file);
  return [
    ...builtIn.map((domain) => extended(domain, addedTo(domain), file)),
    ...own.map((domain) => {
      const its = scenariosOf(domain.scenarios, `scenarios of the domain '${domain.name}'`, file);
      const whole = extended({ ...domain, scenarios: [] }, [...its, ...addedTo(domain)], file);
      requireParts(whole, file);
      return whole;
    }),
  ];
}

/** The domain with scenarios of the project's. */
function extended(domain: Domain, more: readonly Scenario[], file: ConfigFile): Domain {
  const scenarios = [...domain.scenarios, ...more.map((scenario) => watched(scenario, domain, file))];
  requireScenarioNames(scenarios, domain.scenarios, file);
  return { ...domain, scenarios };
}

function entriesOf(value: unknown, what: string, file: ConfigFile): Fields {
  const fields = fieldsOf(value);
  if (fields) return fields;
  throw configInvalid(file.name, `${what} ${kindOf(value)}.`, EXAMPLE);
}

function requireDomain(name: string, file: ConfigFile, domains: readonly Domain[]): void {
  if (domains.some((domain) => domain.name === name)) return;
  const names = domains.map((domain) => domain.name).join(', ');
  const nearest = nearestOf(
    name,
    domains.map((domain) => domain.name),
  );
  throw configInvalid(
    file.name,
    `has scenarios for '${name}', which is no domain.`,
    `${nearest === undefined ? '' : `Did you mean '${nearest}'? `}The domains are: ${names}`,
  );
}
