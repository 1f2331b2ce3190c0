import { propertiesOf } from '../entities/properties.ts';
import type { Address } from '../random/address.ts';
import { type Key, keyOf } from '../random/key.ts';
import type { Blueprint } from './blueprint.ts';
import { RowContext } from './context.ts';
import type { ParentOptions } from './definition.ts';

/** Raised when the way values are drawn changes, so that equal versions always mean equal data. */
const GENERATOR_VERSION = 1;

type Values = Readonly<Record<string, unknown>>;

/** Makes the row at an address from parents' rows, columns and parameters. */
export type RowMaker = (address: Address, given: Values) => Record<string, unknown>;

type Step =
  | { readonly kind: 'parent'; readonly column: string; readonly key: string; readonly spec: ParentOptions }
  | { readonly kind: 'value'; readonly column: string; readonly value: unknown }
  | {
      readonly kind: 'function';
      readonly column: string;
      readonly call: (context: object) => unknown;
      readonly stream: Key;
    };

const streams = new Map<string, Key>();

function streamOf(name: string, column: string): Key {
  const path = `${name}/${column}/${GENERATOR_VERSION}`;
  const known = streams.get(path);
  if (known) return known;
  const key = keyOf(path);
  streams.set(path, key);
  return key;
}

export function compile({ entity, name, parents, params, columns }: Blueprint): RowMaker {
  const { all } = propertiesOf(entity);
  const steps = Object.entries(parents).flatMap(([column, spec]): Step[] => {
    const [key = 'id'] = propertiesOf(spec.of).primary;
    return all.includes(column) ? [{ kind: 'parent', column, key, spec }] : [];
  });
  for (const [column, value] of Object.entries(columns)) {
    // A definition's columns are values or functions of the context; `Columns` has checked it.
    if (typeof value === 'function') {
      steps.push({
        kind: 'function',
        column,
        call: value as (context: object) => unknown,
        stream: streamOf(name, column),
      });
    } else steps.push({ kind: 'value', column, value });
  }
  // A column that the definition does not name may still be given.
  for (const column of all) {
    if (!(column in parents || column in columns)) steps.push({ kind: 'value', column, value: null });
  }
  const blank = Object.fromEntries(all.map((column) => [column, null]));
  const context = new RowContext(streamOf(name, 'id'));

  return (address, given) => {
    const row: Record<string, unknown> = { ...blank };
    context.startRow(address, row, given, parametersOf(params, given));
    for (const step of steps) {
      const value = given[step.column];
      if (step.kind === 'parent') row[step.column] = keyOfParent(step, value, given);
      else if (value !== undefined) row[step.column] = value;
      else if (step.kind === 'value') row[step.column] = step.value;
      else {
        context.startColumn(step.stream);
        row[step.column] = step.call(context);
      }
    }
    return row;
  };
}

/** The transient parameters of a call: its own over the defaults. */
export function parametersOf(defaults: Values, given: Values): Values {
  const own = Object.keys(defaults).filter((name) => given[name] !== undefined);
  return own.length === 0
    ? defaults
    : { ...defaults, ...Object.fromEntries(own.map((name) => [name, given[name]])) };
}

function keyOfParent(step: Step & { kind: 'parent' }, parent: unknown, given: Values): unknown {
  const { column, key, spec } = step;
  if (parent === null) return null;
  if (parent === undefined) {
    for (const other of sourcesOf(spec)) {
      const value = fieldOf(given[other], column);
      if (value !== undefined && value !== null) return value;
    }
    return spec.lookup ?? null;
  }
  return typeof parent === 'object' ? fieldOf(parent, key) : parent;
}

/** The parents through which a parent is found where it is not given. */
export const sourcesOf = ({ from = [], prefer }: ParentOptions): readonly string[] => {
  const sources = typeof from === 'string' ? [from] : from;
  return prefer === undefined ? sources : [...sources, prefer];
};

const fieldOf = (row: unknown, field: string): unknown =>
  typeof row === 'object' && row !== null && field in row ? Reflect.get(row, field) : undefined;
