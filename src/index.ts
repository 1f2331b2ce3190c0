// The package's entry `seedbed`: domains, factories, scenarios and rules. What is exported is documented where it is defined.

// Domains: a schema with the factories and scenarios that fill it, and the project's configuration.

export { defineEntity, type PrimaryKeyProp, p } from '@mikro-orm/core';
export { type Config, defineConfig } from './config/config.ts';
export type { Constraint } from './database/constraints.ts';
export type { Connection, OrmEntityManager, PgClient } from './database/given-connection.ts';
export { Migration } from './database/migrations-package.ts';
export {
  type Domain,
  defineDomain,
  type NamedDomain,
  type ScenarioNameOf,
} from './domain.ts';
export type { EntityClass, Generated, KeyOf, RequiredColumn, RowOf } from './entities/row.ts';
export type {
  AddedColumns,
  CompositeKey,
  LookupTable,
  ProjectOrm,
  Schema,
  Structure,
} from './entities/schema.ts';
export type { JsonObject, JsonValue } from './entities/types.ts';

// Factories: how the rows of an entity are made.

export type { BoundFactory, Calls, CreateOptions } from './bind/bound-factory.ts';
export type { CallStats } from './bind/stats.ts';
export type { Attempt, BoundCounterexample } from './bind/violations.ts';
export { type Binding, type BindOptions, type Bound, bind, type Held, type Namespace } from './bind.ts';
export type {
  AnyFactory,
  AttributesOf,
  CallArguments,
  Change,
  Columns,
  Context,
  Definition,
  EntityOf,
  Factories,
  Given,
  GivenOf,
  Hook,
  HookFunction,
  Named,
  Nested,
  Overrides,
  OverridesOf,
  ParentEntity,
  ParentInput,
  ParentOptions,
  Parents,
  RequiredOf,
  SomeColumns,
  TraitsOf,
  Transient,
} from './factories/definition.ts';
export {
  type Factory,
  type FactoryWith,
  factory,
  type PlainFactory,
  type Traits,
} from './factories/factory.ts';
export { type Finding, type LintCase, lint, type Outcome } from './lint.ts';
export type { Address, Origin } from './random/address.ts';
export type { Stream } from './random/stream.ts';

// Rules: everything that a schema demands, whether a database keeps to it, and how it is broken.

export {
  type BreakingStatement,
  type ColumnValues,
  type Counterexample,
  counterexample,
  type Reaction,
} from './bind/counterexample.ts';
export type { Absence } from './database/absences.ts';
export type { LeftOutRule } from './rules/askable.ts';
export type { Breach, Make, StatedCounterexample } from './rules/counterexample.ts';
export type { Look, RowRule } from './rules/row-rule.ts';
export {
  type Answer,
  type DomainRule,
  defineRules,
  type Rule,
  type RuledSchema,
  type RuleNameOf,
  type Violations,
} from './rules/rule.ts';
export { rulesOf } from './rules/rules-of.ts';
export {
  type VerifyOptions,
  type VerifyResult,
  type ViolatingRow,
  type Violation,
  verify,
} from './rules/verify.ts';

// Scenarios: named datasets, to be counted or written.

export type { LoadMode } from './load/load.ts';
export type { AnyRow, Rows } from './load/sink.ts';
export { DEFAULT_NOW } from './random/clock.ts';
export { type Extension, extendScenario, type RowChange } from './seeders/extension.ts';
export type { FillOptions, SeedStep } from './seeders/fill.ts';
export type { Manifest, TableManifest } from './seeders/manifest-form.ts';
export type { DomainPersonas, Persona } from './seeders/persona.ts';
export { type Plan, plan } from './seeders/plan.ts';
export { defineScenario, type Scenario, type ScenarioDefinition } from './seeders/scenario.ts';
export type { Scope } from './seeders/scope.ts';
export { type SeedOptions, type SeedResult, seed } from './seeders/seed.ts';
export type { Shard } from './seeders/shard.ts';
export type { SignIn } from './seeders/sign-in.ts';

// What can go wrong.

export type { ErrorKind } from './errors/codes/entry.ts';
export { type ErrorCode, errorCodes } from './errors/codes.ts';
export { SeedbedError } from './errors/error.ts';
