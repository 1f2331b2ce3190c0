import { defineEntity } from '@mikro-orm/core';
import { z } from 'zod';
import { type Domain, defineDomain } from '../../src/domain.ts';
import type { EntityClass } from '../../src/entities/row.ts';
import type { Structure } from '../../src/entities/schema.ts';
import type { AnyFactory, Context, Definition } from '../../src/factories/definition.ts';
import { factory } from '../../src/factories/factory.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import type { Scope } from '../../src/seeders/scope.ts';

type Row = Record<string, unknown>;
type None = Record<never, never>;

/** A table of which the compiler knows no columns: what it knows of columns has tests of its own. */
export type Own = EntityClass<Row>;

/** An entity of defineEntity with a class of its own, as projects write it. */
export function own(tableName: string, properties: Readonly<Row>, options: Readonly<Row> = {}): Own {
  const name = `${tableName.charAt(0).toUpperCase()}${tableName.slice(1)}`;
  // Its types are about literal properties, which it does not get here.
  const schema = defineEntity({ name, tableName, properties, ...options } as never) as unknown as {
    readonly class: new () => object;
    setClass(entity: unknown): void;
  };
  const { [name]: entity } = { [name]: class extends schema.class {} };
  schema.setClass(entity);
  return entity as unknown as Own; // a class, which the compiler takes for one that may be missing
}

/** A value, or a function of the context. */
type Value =
  | string
  | number
  | boolean
  | bigint
  | null
  | object
  | ((context: Context<Row, None, None>) => unknown);
export type Columns = Readonly<Record<string, Value>>;

/** A factory with its columns and parents. */
export const make = (
  entity: Own,
  columns: Columns,
  parents: Readonly<Record<string, Own | { readonly of: Own; readonly optional: true }>> = {},
  more: Pick<Definition<Row, None, None, never>, 'afterCreate'> = {},
): AnyFactory => factory(entity, { columns, parents, ...more });

/** One thing that a schema may have, as a domain that has little else. */
export interface Feature {
  readonly entities: readonly EntityClass[];
  readonly factories: Readonly<Record<string, AnyFactory>>;
  /** Makes its rows; where left out, two by each factory. */
  readonly rows?: (scope: Scope) => void;
  readonly structure?: Partial<Structure>;
  /** Columns of the first table as PostgreSQL prints what is stored, the same in each row. */
  readonly holds?: Readonly<Record<string, string | null>>;
  /** SQL that is true where the database has it. */
  readonly is?: string;
}

/** The domain of a feature. */
export function domainOf(feature: Feature, migrations: URL): Domain {
  const { entities, factories, structure, rows = twoOfEach(factories) } = feature;
  const some = defineScenario({
    name: 'some',
    summary: 'Some rows.',
    parameters: z.strictObject({}),
    appendable: false,
    shared: rows,
  });
  return defineDomain({ name: 'own', entities, migrations, factories, scenarios: [some], ...structure });
}

const twoOfEach =
  (factories: Feature['factories']) =>
  (scope: Scope): void => {
    // Nothing is known of what a factory takes; these take nothing.
    for (const one of Object.values(factories)) for (const n of [0, 1]) scope.add(one, n, {} as never);
  };

/** For keys that are numbers. */
export const number = ({ ordinal }: { ordinal(): number }): number => ordinal();
