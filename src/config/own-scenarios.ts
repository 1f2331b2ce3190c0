import { ConfigInvalidError } from '../errors/config-invalid.ts';
import { ScenarioNameTakenError } from '../errors/scenario-name-taken.ts';
import type { Scenario } from '../seeders/scenario.ts';
import type { ConfigFile } from './find.ts';
import { fieldsOf, isPlainName, kindOf, PLAIN_NAME } from './shape.ts';

/**
 * A list of scenarios, which may be anything.
 *
 * @param place where it is, such as `scenarios.course`
 * @throws ConfigInvalidError
 */
export function scenariosOf(value: unknown, place: string, file: ConfigFile): readonly Scenario[] {
  if (!Array.isArray(value)) {
    throw new ConfigInvalidError(
      file.name,
      `has ${kindOf(value)} as ${place}.`,
      'It should be a list of scenarios.',
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

function isScenario(value: unknown): value is Scenario {
  const fields = fieldsOf(value);
  return (
    typeof fields?.['name'] === 'string' &&
    typeof fields['summary'] === 'string' &&
    typeof fields['parameters'] === 'object' &&
    typeof fields['parts'] === 'function' &&
    typeof fields['units'] === 'function' &&
    typeof fields['counts'] === 'function'
  );
}

/**
 * Names can be typed in a shell, and in a domain each stands for one scenario.
 *
 * @param builtIn those that come with seedbed
 * @throws ConfigInvalidError, ScenarioNameTakenError
 */
export function requireScenarioNames(
  scenarios: readonly Scenario[],
  builtIn: readonly Scenario[],
  file: ConfigFile,
): void {
  const taken = new Set<string>();
  for (const { name } of scenarios) {
    if (taken.has(name)) {
      throw new ScenarioNameTakenError(
        name,
        file.name,
        builtIn.some((one) => one.name === name),
      );
    }
    if (!isPlainName(name)) {
      throw new ConfigInvalidError(file.name, `has a scenario called ${JSON.stringify(name)}.`, PLAIN_NAME);
    }
    taken.add(name);
  }
}
