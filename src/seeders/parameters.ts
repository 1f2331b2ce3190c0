import { SeedbedError } from '../errors/error.ts';
import { nearestOf } from '../errors/nearest.ts';
import { shown, shownName } from '../errors/shown.ts';
import type { Scenario } from './scenario.ts';

/** What a user must know of one parameter. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  /** What it takes, such as `whole number from 1 to 200`. */
  readonly takes: string;
  readonly default: unknown;
}

interface JsonProperty {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
  readonly default?: unknown;
}

/** @example parametersOf(classroom)[0] // { name: 'students', takes: 'whole number from 1 to 200', default: 24, … } */
export function parametersOf(scenario: Scenario): Parameter[] {
  return Object.entries(propertiesOf(scenario)).map(([name, property]) => ({
    name,
    description: property.description ?? '',
    takes: takes(property),
    default: property.default,
  }));
}

/**
 * The scenario's parameters from texts or values by name, the defaults filled in.
 *
 * @throws `unknown_parameter`, `bad_parameter`
 * @example parseParameters(classroom, { students: '12' }) // { students: 12, groups: 3, … }
 */
export function parseParameters(
  scenario: Scenario,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const properties = propertiesOf(scenario);
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!property) {
      const lines = parametersOf(scenario).map((one) => [one.name, describe(one)]);
      throw unknownParameter(scenario.name, name, Object.fromEntries(lines));
    }
    values[name] = typeof value === 'string' ? fromText(value, property) : value;
  }
  const parsed = scenario.parameters.safeParse(values);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? '');
  const parameter = parametersOf(scenario).find((one) => one.name === name);
  const value = given[name];
  throw new SeedbedError('bad_parameter', {
    message: `${shown(value, name)} is no value for the parameter '${name}' of '${scenario.name}'.`,
    hint: `It takes: ${parameter ? describe(parameter) : 'another value'}`,
    details: { scenario: scenario.name, parameter: name, value },
  });
}

/** @example 'students: whole number from 1 to 200, students in the course (24)' */
const describe = ({ name, takes, description, default: usual }: Parameter): string =>
  `${name}: ${takes}, ${description}${usual === undefined ? '' : ` (${usual})`}`;

function propertiesOf(scenario: Scenario): Readonly<Record<string, JsonProperty>> {
  const schema = scenario.parameters.toJSONSchema({ io: 'input' });
  // Of a property's JSON schema only these fields are read, and each may be missing.
  return (schema.properties ?? {}) as Record<string, JsonProperty>;
}

function takes({ type, format, enum: values, minimum, maximum }: JsonProperty): string {
  if (values) return values.join(' or ');
  if (format === 'date') return 'date such as 2025-10-13';
  if (type === 'boolean') return 'true or false';
  if (type === 'string') return 'text';
  if (type !== 'integer' && type !== 'number') return type ?? 'value';
  const kind = type === 'integer' ? 'whole number' : 'number';
  return minimum === undefined || maximum === undefined ? kind : `${kind} from ${minimum} to ${maximum}`;
}

function fromText(text: string, { type }: JsonProperty): unknown {
  // JavaScript would take 0x10, 1e3 and ' 5' for numbers too, which hides a mistake.
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/**
 * A scenario has no parameter of that name.
 *
 * @param allowed what it takes: names, and a line for each
 */
function unknownParameter(
  scenario: string,
  parameter: string,
  allowed: Readonly<Record<string, string>>,
): SeedbedError {
  const nearest = nearestOf(parameter, Object.keys(allowed));
  const lines = Object.values(allowed).map((line) => `  ${line}`);
  const takes = lines.length === 0 ? 'It takes none.' : ['It takes:', ...lines].join('\n');
  return new SeedbedError('unknown_parameter', {
    message: `The scenario '${scenario}' has no parameter '${shownName(parameter)}'.`,
    hint: nearest === undefined ? takes : `Did you mean '${nearest}'? ${takes}`,
    details: { scenario, parameter },
  });
}
