import { propertiesOf } from '../entities/properties.ts';
import type { Address } from '../random/address.ts';
import { type Key, keyOf } from '../random/key.ts';
import type { Blueprint } from './blueprint.ts';
import { RowContext } from './context.ts';
import type { ParentOptions } from './definition.ts';
import { requireKnownNames } from './names.ts';
import { type ParentStep, rowCode } from './row-code.ts';

/** Raised when the way values are drawn changes, so that equal versions always mean equal data. */
const GENERATOR_VERSION = 1;

type Values = Readonly<Record<string, unknown>>;

/** Makes the row at an address from parents' rows, columns and parameters. */
export type RowMaker = (address: Address, given: Values) => Record<string, unknown>;

/** What the code of a factory comes to. */
type Make = (address: Address, given: Values, transient: Values) => Record<string, unknown>;

/** A column that is computed. */
interface FunctionStep {
  readonly column: string;
  readonly call: (context: object) => unknown;
  readonly stream: Key;
}

const streams = new Map<string, Key>();

function streamOf(name: string, column: string): Key {
  const path = `${name}/${column}/${GENERATOR_VERSION}`;
  const known = streams.get(path);
  if (known) return known;
  const key = keyOf(path);
  streams.set(path, key);
  return key;
}

export function compile(blueprint: Blueprint): RowMaker {
  const { entity, name, parents, transient, columns } = blueprint;
  const { all } = propertiesOf(entity);
  const parentSteps: ParentStep[] = [];
  const functionSteps: FunctionStep[] = [];
  const values = new Map<string, unknown>();
  for (const column of all) {
    const spec = parents[column];
    if (spec && !(column in columns)) {
      const [key = 'id'] = propertiesOf(spec.of).primary;
      parentSteps.push({ column, key, sources: sourcesOf(spec), otherwise: spec.reference ?? null });
    } else values.set(column, null);
  }
  for (const [column, value] of Object.entries(columns)) {
    // A definition's columns are values or functions of the context; `Columns` has checked it.
    const call = value as (context: object) => unknown;
    if (typeof value === 'function') functionSteps.push({ column, call, stream: streamOf(name, column) });
    else values.set(column, value);
  }
  const start = Object.fromEntries(all.map((column) => [column, values.get(column) ?? null]));
  const code = rowCode({
    start,
    parents: parentSteps,
    values: [...values.keys()],
    computed: functionSteps.map(({ column }) => column),
  });
  const make: Make = new Function('start', 'functions', 'streams', 'context', code)(
    start,
    functionSteps.map(({ call }) => call),
    functionSteps.map(({ stream }) => stream),
    new RowContext(streamOf(name, 'id')),
  );
  return (address, given) => {
    requireKnownNames(blueprint, given);
    return make(address, given, parametersOf(transient, given));
  };
}

/** The transient parameters of a call: its own over the defaults. */
export function parametersOf(defaults: Values, given: Values): Values {
  let transient = defaults;
  for (const name in defaults) {
    if (given[name] === undefined) continue;
    if (transient === defaults) transient = { ...defaults };
    (transient as Record<string, unknown>)[name] = given[name];
  }
  return transient;
}

/** The parents through which a parent is found where it is not given. */
export const sourcesOf = ({ through = [], defaultThrough }: ParentOptions): readonly string[] => {
  const sources = typeof through === 'string' ? [through] : through;
  return defaultThrough === undefined ? sources : [...sources, defaultThrough];
};
