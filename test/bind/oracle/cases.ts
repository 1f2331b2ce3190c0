import fc from 'fast-check';
import { blueprintFor, traitsOf } from '../../../src/factories/blueprint.ts';
import type { AnyFactory } from '../../../src/factories/definition.ts';
import { type Table, tablesOf } from '../../../src/load/table.ts';
import { base, below, type Case, missing, nested, type Op, type Ops, same, value } from './case.ts';
import type { Subject } from './subject.ts';
import { anyValue, bad } from './values.ts';

/** The calls of a subject's factories that are tried. */
export class Cases {
  readonly subject: Subject;
  readonly tables: readonly Table[];
  readonly names: readonly string[];

  constructor(subject: Subject) {
    this.subject = subject;
    this.tables = tablesOf(subject.domain);
    this.names = Object.keys(subject.domain.factories);
  }

  factoryOf(name: string): AnyFactory {
    const factory = this.subject.domain.factories[name];
    if (!factory) throw new Error(`no factory ${name}`);
    return factory;
  }

  tableOf(name: string): Table {
    const { entity } = this.factoryOf(name);
    const table = this.tables.find((one) => one.entity === entity);
    if (!table) throw new Error(`no table for ${name}`);
    return table;
  }

  parentsOf(name: string) {
    return blueprintFor(this.factoryOf(name)).parents;
  }

  /** Cases that between them break every rule. */
  get breaking(): readonly Case[] {
    return [
      ...this.#badValues(),
      ...this.#badParents(),
      ...this.#duplicates(),
      ...this.subject.contradictions,
    ];
  }

  /** Any call: mostly with values that are right by themselves. */
  get any(): fc.Arbitrary<Case> {
    const held = fc.constantFrom(...this.subject.held);
    const anyHeld: fc.Arbitrary<Case['within']> = fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.record({ factory: held, isPool: fc.boolean() }) },
    );
    return fc
      .constantFrom(...this.names)
      .chain((factory) =>
        fc.record({
          factory: fc.constant(factory),
          traits: this.#anyTraits(factory),
          first: fc.option(this.#anyOps(factory, 1), { nil: undefined, freq: 2 }),
          ops: this.#anyOps(factory, 6),
          within: anyHeld,
        }),
      )
      .map(({ first, within, ...rest }) => ({ ...rest, ...(first && { first }), ...(within && { within }) }));
  }

  #plainColumns(name: string) {
    const parents = this.parentsOf(name);
    return this.tableOf(name).columns.filter(({ property }) => !(property in parents));
  }

  /** Each column with values that it does not take; which ones, changes from column to column. */
  #badValues(): Case[] {
    return this.names.flatMap((factory, n) =>
      this.#plainColumns(factory).flatMap((column, i) => {
        const { always, sometimes } = bad(column);
        const some = always.length > 1 ? [i] : [i, i + 1];
        const chosen = some.flatMap((k) => sometimes.slice((n + k) % sometimes.length).slice(0, 1));
        return [...always, ...chosen].map(
          (one): Case => ({ factory, traits: [], ops: { [column.property]: value(one) } }),
        );
      }),
    );
  }

  /** Of parents that are columns too; others only help to find those. */
  #badParents(): Case[] {
    return this.names.flatMap((factory) =>
      Object.keys(this.parentsOf(factory))
        .filter((parent) => this.tableOf(factory).relations.has(parent))
        .flatMap((parent) =>
          [value(null), value(5), value('x'.repeat(300)), missing].map(
            (op): Case => ({ factory, traits: [], ops: { [parent]: op } }),
          ),
        ),
    );
  }

  #duplicates(): Case[] {
    return this.names.flatMap((factory) =>
      this.tableOf(factory).uniques.map(
        ({ properties }): Case => ({
          factory,
          traits: [],
          first: this.subject.first[factory] ?? {},
          ops: Object.fromEntries(properties.map((property) => [property, same])),
        }),
      ),
    );
  }

  #anyTraits(factory: string): fc.Arbitrary<string[]> {
    const traits = Object.keys(traitsOf(this.factoryOf(factory)));
    return traits.length === 0
      ? fc.constant([])
      : fc.uniqueArray(fc.constantFrom(...traits), { maxLength: 2 });
  }

  #anyOps(factory: string, maxLength: number): fc.Arbitrary<Ops> {
    const table = this.tableOf(factory);
    const parents = Object.keys(this.parentsOf(factory)).map((name): [string, fc.Arbitrary<Op>] => [
      name,
      table.relations.has(name) ? anyParent : rightParent,
    ]);
    const columns = this.#plainColumns(factory).map((column): [string, fc.Arbitrary<Op>] => {
      const values = anyValue(column, this.subject.special[`${table.name}.${column.name}`]).map(value);
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
