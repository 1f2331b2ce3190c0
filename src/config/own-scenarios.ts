import { SeedbedError } from '../errors/error.ts';
import type { Scenario } from '../seeders/scenario.ts';
import type { ConfigFile } from './find.ts';
import { configInvalid } from './invalid.ts';
import { fieldsOf, isPlainName, kindOf, PLAIN_NAME } from './type-guards.ts';

/**
 * A list of scenarios, which may be anything.
 *
 * @param place where it is, such as `scenarios.course`
 * @throws `config_invalid`
 */
export function scenariosOf(value: unknown, place: string, file: ConfigFile): readonly Scenario[] {
  if (!Array.isArray(value)) {
    throw configInvalid(file.name, `has ${kindOf(value)} as ${place}.`, 'It should be a list of scenarios.');
  }
  return value.map((one: unknown, i): Scenario => {
    if (isScenario(one)) return one;
    throw configInvalid(
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
 * @throws `config_invalid`, `scenario_name_taken`
 */
export function requireScenarioNames(
  scenarios: readonly Scenario[],
  builtIn: readonly Scenario[],
  file: ConfigFile,
): void {
  const taken = new Set<string>();
  for (const { name } of scenarios) {
    if (taken.has(name)) {
      throw new SeedbedError('scenario_name_taken', {
        message: `The scenario '${name}' of ${file.name} has the name of another one${builtIn.some((one) => one.name === name) ? ', which comes with seedbed' : ' there'}.`,
        details: { scenario: name, file: file.name },
      });
    }
    if (!isPlainName(name)) {
      throw configInvalid(file.name, `has a scenario called ${JSON.stringify(name)}.`, PLAIN_NAME);
    }
    taken.add(name);
  }
}
