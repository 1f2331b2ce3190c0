import type { Domain } from '../domains.ts';
import { ConfigInvalidError } from '../errors/config-invalid.ts';
import { ScenarioNameTakenError } from '../errors/scenario-name-taken.ts';
import type { Scenario } from '../seeders/scenario.ts';
import type { ConfigFile } from './find.ts';
import { watched } from './watched.ts';

const EXAMPLE = 'It should be: export default defineConfig({ scenarios: { course: [ … ] } });';

/**
 * The domains with what a configuration adds to them.
 *
 * @param exported what the file exports by default, which may be anything
 * @throws ConfigInvalidError, ScenarioNameTakenError
 */
export function applyConfig(
  exported: unknown,
  file: ConfigFile,
  domains: readonly Domain[],
): readonly Domain[] {
  if (exported === undefined) {
    throw new ConfigInvalidError(file.name, 'has no default export.', EXAMPLE);
  }
  const { scenarios = {}, ...unknown } = entriesOf(exported, 'exports', file);
  const [stranger] = Object.keys(unknown);
  if (stranger !== undefined) {
    throw new ConfigInvalidError(file.name, `exports '${stranger}', which means nothing here.`, EXAMPLE);
  }
  const added = Object.entries(entriesOf(scenarios, 'has scenarios:', file));
  for (const [name] of added) requireDomain(name, file, domains);
  const result = domains.map((domain): Domain => {
    const own = added.find(([name]) => name === domain.name)?.[1] ?? [];
    const checked = scenariosOf(own, domain.name, file).map((scenario) => watched(scenario, domain, file));
    return { ...domain, scenarios: [...domain.scenarios, ...checked] };
  });
  for (const domain of result) requireNames(domain, file, domains);
  return result;
}

function entriesOf(value: unknown, what: string, file: ConfigFile): Readonly<Record<string, unknown>> {
  if (value instanceof Object && !Array.isArray(value) && typeof value !== 'function') return { ...value };
  throw new ConfigInvalidError(file.name, `${what} ${kindOf(value)}.`, EXAMPLE);
}

function requireDomain(name: string, file: ConfigFile, domains: readonly Domain[]): void {
  if (domains.some((domain) => domain.name === name)) return;
  const names = domains.map((domain) => domain.name).join(', ');
  throw new ConfigInvalidError(
    file.name,
    `has scenarios for '${name}', which is no domain.`,
    `The domains are: ${names}`,
  );
}

function scenariosOf(value: unknown, domain: string, file: ConfigFile): readonly Scenario[] {
  const place = `scenarios.${domain}`;
  if (!Array.isArray(value)) {
    throw new ConfigInvalidError(
      file.name,
      `has ${kindOf(value)} as ${place}.`,
      `It should be a list. ${EXAMPLE}`,
    );
  }
  return value.map((one: unknown, i): Scenario => {
    if (isScenario(one)) return one;
    throw new ConfigInvalidError(
      file.name,
      `has ${kindOf(one)} as ${place}[${i}], which is no scenario.`,
      'Make it with defineScenario({ name, summary, parameters, shared }).',
    );
  });
}

/** By its shape: it may come from another copy of this package. */
function isScenario(value: unknown): value is Scenario {
  if (!(value instanceof Object)) return false;
  const has = (name: string, type: string): boolean =>
    // Any object may be asked for any field.
    typeof (value as Readonly<Record<string, unknown>>)[name] === type;
  return (
    has('name', 'string') &&
    has('summary', 'string') &&
    has('parameters', 'object') &&
    has('parts', 'function') &&
    has('units', 'function') &&
    has('counts', 'function')
  );
}

/** Names can be typed in a shell, and in a domain each stands for one scenario. */
function requireNames(
  { name: domain, scenarios }: Domain,
  file: ConfigFile,
  domains: readonly Domain[],
): void {
  const before = domains.find((one) => one.name === domain)?.scenarios ?? [];
  const builtIn = before.map(({ name }) => name);
  const taken = new Set<string>();
  for (const { name } of scenarios) {
    if (taken.has(name)) throw new ScenarioNameTakenError(name, file.name, builtIn.includes(name));
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
      throw new ConfigInvalidError(
        file.name,
        `has a scenario called ${JSON.stringify(name)}.`,
        'A name is lower-case letters and digits, with hyphens between them.',
      );
    }
    taken.add(name);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
