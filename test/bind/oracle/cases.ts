import fc from 'fast-check';
import { course } from '../../../src/domains.ts';
import { blueprintFor, traitsOf } from '../../../src/factories/blueprint.ts';
import { type Table, tablesOf } from '../../../src/load/table.ts';
import { anyValue, bad } from './values.ts';

export type FactoryName = keyof typeof course.factories;

/** How a column or a parent is given. */
export type Op =
  | { readonly kind: 'value'; readonly value: unknown }
  /** An entity of the database, or its key. */
  | { readonly kind: 'base'; readonly index: number; readonly as: 'entity' | 'key' }
  | { readonly kind: 'missing' }
  /** As in the row that was made first. */
  | { readonly kind: 'same' }
  /** A path below that of an entity of the same class. */
  | { readonly kind: 'below'; readonly index: number }
  | { readonly kind: 'nested'; readonly ops: Ops };

export type Ops = Readonly<Record<string, Op>>;

/** A call of a factory, and one before it. */
export interface Case {
  readonly factory: FactoryName;
  readonly traits: readonly string[];
  readonly ops: Ops;
  readonly first?: Ops;
  /** Held by a `within` around the call: one entity of the database, or all of that class. */
  readonly within?: { readonly factory: FactoryName; readonly isPool: boolean };
}

export const tables = tablesOf(course);
// The names are the keys of the same object.
export const names = Object.keys(course.factories) as FactoryName[];

export function tableOf(name: FactoryName): Table {
  const table = tables.find(({ entity }) => entity === course.factories[name].entity);
  if (!table) throw new Error(`no table for ${name}`);
  return table;
}

export const parentsOf = (name: FactoryName) => blueprintFor(course.factories[name]).parents;
const plainColumns = (name: FactoryName) =>
  tableOf(name).columns.filter(({ property }) => !(property in parentsOf(name)));

const value = (value: unknown): Op => ({ kind: 'value', value });
const base = (index: number, as: 'entity' | 'key' = 'entity'): Op => ({ kind: 'base', index, as });
const below = (index: number): Op => ({ kind: 'below', index });
const nested = (ops: Ops = {}): Op => ({ kind: 'nested', ops });
const missing: Op = { kind: 'missing' };
const same: Op = { kind: 'same' };

/** Each column with values that it does not take; which ones, changes from column to column. */
const badValues: readonly Case[] = names.flatMap((factory, n) =>
  plainColumns(factory).flatMap((column, i) => {
    const { always, sometimes } = bad(column);
    const some = always.length > 1 ? [i] : [i, i + 1];
    const chosen = some.flatMap((k) => sometimes.slice((n + k) % sometimes.length).slice(0, 1));
    return [...always, ...chosen].map(
      (one): Case => ({ factory, traits: [], ops: { [column.property]: value(one) } }),
    );
  }),
);

/** Parents that are columns too; others only help to find those. */
const columnParents = (name: FactoryName): string[] =>
  Object.keys(parentsOf(name)).filter((parent) => tableOf(name).relations.has(parent));

const badParents: readonly Case[] = names.flatMap((factory) =>
  columnParents(factory).flatMap((parent) =>
    [value(null), value(5), value('nonsense'), value('x'.repeat(300)), missing].map(
      (op): Case => ({ factory, traits: [], ops: { [parent]: op } }),
    ),
  ),
);

const duplicates: readonly Case[] = names.flatMap((factory) =>
  tableOf(factory).uniques.map(
    ({ properties }): Case => ({
      factory,
      traits: [],
      first: factory === 'organization' ? { number: value('1'), user: nested() } : {},
      ops: Object.fromEntries(properties.map((property) => [property, same])),
    }),
  ),
);

const one = (factory: FactoryName, ops: Ops, more: Partial<Case> = {}): Case => ({
  factory,
  traits: [],
  ops,
  ...more,
});

const early = value(new Date('2025-01-01T00:00:00Z'));
const ofTask = { courseContent: base(1), courseMember: base(1), courseSubmissionGroup: base(0) };

/** One case or more for each rule that has to do with more than one column. */
const contradictions: readonly Case[] = [
  one('user', { userType: value('token') }),
  one('user', { userType: value('db'), username: value(null) }),
  one('user', { authToken: value('plain') }),
  one('user', { email: same, archivedAt: early }, { first: {} }),
  one('session', { createdAt: value(new Date('2026-01-01T00:00:00Z')), logoutTime: early }),
  one('role', { id: value('x'), builtin: value(true) }),
  one('role', { id: value('_'), builtin: value(true) }),
  one('role', { id: value('_x') }),
  one('groupClaim', { group: base(1) }),
  one('groupClaim', { group: base(1, 'key') }),
  one('organization', { title: value(null) }),
  one('organization', { organizationType: value('user') }),
  one('organization', { title: value('Mine') }, { traits: ['userOwned'] }),
  one('organization', { path: value('mine') }, { traits: ['userOwned'] }),
  one('organization', { path: below(2) }),
  one('organization', { path: below(0), organizationType: value('community') }),
  one('organization', { path: value('nowhere.x') }),
  one('organization', { path: value('No_label') }),
  one('organization', { organizationType: same, number: same }, { first: { number: value('1') } }),
  one('organization', { organizationType: value('user'), user: missing }),
  one('organization', { parentPath: value('x') }),
  one('course', { courseFamily: base(0), organization: base(3) }),
  one('courseMember', { courseGroup: value(null) }),
  one('courseMember', { course: base(0), courseGroup: base(1) }),
  one('courseMember', { course: base(0, 'key'), courseGroup: base(1, 'key') }),
  one('courseContent', { course: base(0), courseContentType: base(3) }),
  one('courseContent', { maxGroupSize: value(0) }),
  one('courseContent', { maxGroupSize: value(2) }, { traits: ['unit'] }),
  one('courseContent', { path: value('nowhere.x') }),
  one('courseContent', { course: base(0), path: below(1) }),
  one('courseContent', { course: base(0, 'key'), path: below(1) }),
  one('courseContent', { course: base(1), path: below(0) }),
  one('courseContent', {
    course: base(0),
    path: below(0),
    courseContentType: nested({ courseContentKind: base(0) }),
  }),
  one('courseSubmissionGroup', { courseContent: base(0) }),
  one('courseSubmissionGroup', { courseContent: base(0, 'key') }),
  one('courseSubmissionGroup', { courseContent: base(1), maxGroupSize: value(3) }),
  one('courseSubmissionGroup', { courseContent: base(1), course: base(1) }),
  one('courseSubmissionGroup', { maxGroupSize: value(0) }),
  one('courseSubmissionGroupMember', { courseMember: base(0) }),
  one('courseSubmissionGroupMember', { courseSubmissionGroup: base(0), courseMember: base(4) }),
  one('courseSubmissionGroupMember', { courseSubmissionGroup: base(0), courseContent: base(4) }),
  one('courseSubmissionGroupMember', { courseSubmissionGroup: base(0), courseMember: base(1) }),
  one(
    'courseSubmissionGroupMember',
    { courseSubmissionGroup: base(0) },
    { first: { courseSubmissionGroup: base(0) } },
  ),
  one(
    'courseSubmissionGroupMember',
    { courseMember: same, courseSubmissionGroup: nested({ courseContent: base(1) }) },
    { first: { courseSubmissionGroup: base(0) } },
  ),
  one('result', { courseContent: base(0), courseSubmissionGroup: value(null) }),
  one('result', { courseContent: base(0) }),
  one('result', { ...ofTask }, { first: ofTask }),
  one('result', { ...ofTask, submit: value(true) }, { first: { ...ofTask, submit: value(true) } }),
  one('result', { ...ofTask, createdAt: early }),
  one('result', { ...ofTask, courseContentType: base(0) }),
  one('result', { ...ofTask, courseMember: base(4) }),
  one('result', { ...ofTask, courseMember: base(2) }),
  one('result', { courseSubmissionGroup: base(0), courseContent: base(4) }),
  one(
    'result',
    { courseMember: same, courseContent: same, courseSubmissionGroup: same, createdAt: same },
    { first: {} },
  ),
  one(
    'result',
    { courseMember: nested(), courseSubmissionGroup: same, courseContent: same, versionIdentifier: same },
    { first: {} },
  ),
  one('codeabilityMessage', { course: base(0), courseGroup: base(1) }),
  one('codeabilityMessage', { course: value(null), courseGroup: base(0), courseMember: base(4) }),
  one('codeabilityMessage', { courseContent: base(0, 'key'), courseMember: base(4, 'key') }),
  one('codeabilityMessageRead', { readAt: early }),
];

/** Cases that between them break every rule. */
export const breaking: readonly Case[] = [...badValues, ...badParents, ...duplicates, ...contradictions];

const held = fc.constantFrom<FactoryName[]>(
  'user',
  'course',
  'courseMember',
  'courseContent',
  'courseSubmissionGroup',
);
const anyHeld: fc.Arbitrary<Case['within']> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.record({ factory: held, isPool: fc.boolean() }) },
);

/** Any call: mostly with values that are right by themselves. */
export const anyCase: fc.Arbitrary<Case> = fc
  .constantFrom(...names)
  .chain((factory) =>
    fc.record({
      factory: fc.constant(factory),
      traits: anyTraits(factory),
      first: fc.option(anyOps(factory, 1), { nil: undefined, freq: 2 }),
      ops: anyOps(factory, 3),
      within: anyHeld,
    }),
  )
  .map(({ first, within, ...rest }) => ({ ...rest, ...(first && { first }), ...(within && { within }) }));

function anyTraits(factory: FactoryName): fc.Arbitrary<string[]> {
  const traits = Object.keys(traitsOf(course.factories[factory]));
  return traits.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.constantFrom(...traits), { maxLength: 2 });
}

function anyOps(factory: FactoryName, maxLength: number): fc.Arbitrary<Ops> {
  const table = tableOf(factory);
  const parents = Object.keys(parentsOf(factory)).map((name): [string, fc.Arbitrary<Op>] => [
    name,
    table.relations.has(name) ? anyParent : rightParent,
  ]);
  const columns = plainColumns(factory).map((column): [string, fc.Arbitrary<Op>] => {
    const values = anyValue(table.name, column).map(value);
    const paths = fc.nat(5).map(below);
    return [
      column.property,
      fc.oneof(
        { weight: 6, arbitrary: values },
        { weight: 1, arbitrary: fc.constant(same) },
        ...(column.property === 'path' ? [{ weight: 3, arbitrary: paths }] : []),
      ),
    ];
  });
  const pair = fc
    .oneof(fc.constantFrom(...columns), fc.constantFrom(...(parents.length > 0 ? parents : columns)))
    .chain(([name, op]) => fc.tuple(fc.constant(name), op));
  return fc.array(pair, { maxLength }).map((pairs) => Object.fromEntries(pairs));
}

const rightParent: fc.Arbitrary<Op> = fc.oneof(
  { weight: 5, arbitrary: fc.nat(6).map((index) => base(index)) },
  { weight: 3, arbitrary: fc.nat(6).map((index) => base(index, 'key')) },
  { weight: 2, arbitrary: fc.constant(same) },
  { weight: 1, arbitrary: fc.constant(nested()) },
);

const anyParent: fc.Arbitrary<Op> = fc.oneof(
  { weight: 10, arbitrary: rightParent },
  { weight: 1, arbitrary: fc.constantFrom(value(null), missing) },
);
