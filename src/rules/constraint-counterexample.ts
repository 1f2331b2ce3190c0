import type { Constraint } from '../database/constraints.ts';
import type { AnyRow } from '../load/sink.ts';
import type { Column, Table } from '../load/table.ts';
import { type Breach, type Make, NOWHERE, type StatedCounterexample } from './counterexample.ts';

type Of<K extends Constraint['kind']> = Extract<Constraint, { kind: K }>;

interface Around {
  readonly tables: readonly Table[];
  /** All constraints of the domain. */
  readonly constraints: readonly Constraint[];
}

/**
 * How a constraint is broken; undefined for a check, whose expression does not say what it refuses, and for
 * what is about columns that only a database has.
 */
export function constraintCounterexample(
  constraint: Constraint,
  { tables, constraints }: Around,
): StatedCounterexample | undefined {
  const table = tables.find(({ name }) => name === constraint.table);
  if (!table || !isKnown(constraint, table)) return undefined;
  switch (constraint.kind) {
    case 'check': {
      const column = table.columns.find(({ valuesCheck }) => valuesCheck === constraint.name);
      return column && ((make) => breach(make, table, { [column.property]: otherThan(column.values) }));
    }
    case 'not null':
      return (make) => breach(make, table, { [propertyOf(table, constraint.column)]: null });
    case 'length':
      return (make) => tooLong(make, table, constraint, { tables, constraints });
    case 'enum': {
      const { column, values } = constraint;
      return (make) => breach(make, table, { [propertyOf(table, column)]: otherThan(values) });
    }
    case 'generated': {
      // Any value that is given is refused, even the right one.
      const property = propertyOf(table, constraint.column);
      return (make) => {
        const row: AnyRow = make.spare(table.entity);
        return { insert: table.entity, row: { ...row, [property]: row[property] ?? null } };
      };
    }
    case 'unique':
      return (make) => twice(make, table, constraint);
    case 'foreign key':
      return (make) =>
        constraint.columns.length === 1
          ? nowhere(make, table, constraint, constraints)
          : elsewhere(make, table, constraint, tables);
  }
}

/** A row with other values; a key cannot be changed where rows refer to it, so that its row is a new one. */
function breach(make: Make, { entity, primaryProperties }: Table, values: AnyRow): Breach {
  return Object.keys(values).some((property) => primaryProperties.includes(property))
    ? { insert: entity, row: { ...make.spare(entity), ...values } }
    : { update: entity, row: make.row(entity), set: values };
}

function tooLong(
  make: Make,
  table: Table,
  { column, limit }: Of<'length'>,
  { tables, constraints }: Around,
): Breach {
  const text = 'x'.repeat(limit + 1);
  const value = { [propertyOf(table, column)]: text };
  const key = constraints.find((one) => isKeyOver(one, table, column));
  if (key?.kind !== 'foreign key') return breach(make, table, value);
  // It refers to a row, which has to have such a key: but not every key may be so long itself.
  const target = tables.find(({ name }) => name === key.references.table);
  const [theirs = ''] = key.references.columns;
  const type = target?.columns.find(({ name }) => name === theirs)?.type;
  if (!target || Number(/\d+/.exec(type ?? '')?.[0] ?? Infinity) <= limit) {
    return { ...breach(make, table, value), also: [key.name] };
  }
  make.row(target.entity, { [propertyOf(target, theirs)]: text });
  return breach(make, table, value);
}

/** A second row with the same values. */
function twice(make: Make, table: Table, { columns: names }: Of<'unique'>): Breach {
  const { entity, columns, relations } = table;
  const own = columns.filter(({ name }) => names.includes(name));
  // Of what is null there may be several.
  const present = own
    .filter(({ nullable }) => nullable)
    .map(({ property, type }) => {
      const target = relations.get(property);
      return [property, target ? make.row(target) : some(type)];
    });
  const first: AnyRow = make.row(entity, Object.fromEntries(present));
  const same = Object.fromEntries(own.map(({ property }) => [property, first[property]]));
  const parents = Object.entries(same).filter(([property]) => relations.has(property));
  // Other columns may be made from its own values, and are not to be the same.
  return { insert: entity, row: { ...make.spare(entity, Object.fromEntries(parents)), ...same } };
}

/** The key of a row that does not exist. */
function nowhere(
  make: Make,
  table: Table,
  { columns }: Of<'foreign key'>,
  constraints: readonly Constraint[],
): Breach {
  const [name = ''] = columns;
  const column = columnOf(table, name);
  const broken = breach(make, table, { [column.property]: keyOfNothing(column) });
  const row: AnyRow = 'set' in broken ? { ...broken.row, ...broken.set } : broken.row;
  // Nor does a row of that key exist which has other values too.
  const also = constraints.filter(
    (one) =>
      one.kind === 'foreign key' &&
      one.table === table.name &&
      one.columns.length > 1 &&
      one.columns.includes(name) &&
      isKnown(one, table) &&
      one.columns.every((other) => row[propertyOf(table, other)] !== null),
  );
  return also.length > 0 ? { ...broken, also: also.map((one) => one.name) } : broken;
}

/** The key of a row that exists, but with other values. */
function elsewhere(
  make: Make,
  table: Table,
  { columns, references }: Of<'foreign key'>,
  tables: readonly Table[],
): Breach {
  const target = tables.find(({ name }) => name === references.table) ?? table;
  const other: AnyRow = make.row(target.entity);
  const key = other[propertyOf(target, references.columns.at(-1) ?? '')];
  return breach(make, table, { [propertyOf(table, columns.at(-1) ?? '')]: key });
}

const otherThan = (values: readonly string[] = []): string =>
  values.includes('other') ? values.join('') : 'other';

/** A value of a type, where any will do. */
function some(type: string): unknown {
  if (type === 'uuid') return NOWHERE;
  if (type === 'date') return '2000-01-01';
  if (type.startsWith('timestamp')) return new Date(0);
  if (isNumber(type)) return 1;
  return 'counterexample'.slice(0, Number(/^varchar\((\d+)\)$/.exec(type)?.[1] ?? Infinity));
}

function keyOfNothing({ type }: Column): unknown {
  if (type === 'uuid') return NOWHERE;
  return isNumber(type) ? -1 : 'nowhere';
}

const isNumber = (type: string): boolean => /int|serial|numeric/.test(type);

const isKeyOver = (one: Constraint, table: Table, column: string): boolean =>
  one.kind === 'foreign key' &&
  one.table === table.name &&
  one.columns.length === 1 &&
  one.columns[0] === column;

function isKnown(constraint: Constraint, { columns, generated }: Table): boolean {
  if (constraint.kind === 'check') return true;
  const names = 'columns' in constraint ? constraint.columns : [constraint.column];
  return names.every((name) => [...columns, ...generated].some((one) => one.name === name));
}

function columnOf({ name: table, columns, generated }: Table, name: string): Column {
  const column = [...columns, ...generated].find((one) => one.name === name);
  if (!column) throw new TypeError(`${table} has no column '${name}' that an entity knows`);
  return column;
}

const propertyOf = (table: Table, column: string): string => columnOf(table, column).property;
