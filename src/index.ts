// The package `seedbed`. What is exported here is documented where it is defined.

// Domains: a schema with the factories and scenarios that fill it.

export {
  type BoardroomDomain,
  boardroom,
  type CourseDomain,
  course,
  type Domain,
  defineDomain,
  domains,
  type FoundScenario,
  findScenario,
  type PracticeDomain,
  type ProcurementDomain,
  practice,
  procurement,
  type ScenarioNameOf,
} from './domains.ts';
export type { EntityClass, Generated, RequiredColumn, RowOf } from './entities/row.ts';
export type { CompositeKey, LookupTable, Schema } from './entities/schema.ts';
export { InetType, type JsonValue, LtreeType } from './entities/types.ts';

// The domains' entities, and the factories that are named after them.

export * as boardroomEntities from './entities/boardroom.ts';
export * as courseEntities from './entities/course/index.ts';
export * as practiceEntities from './entities/practice.ts';
export * as procurementEntities from './entities/procurement.ts';
export * as boardroomFactories from './factories/boardroom/index.ts';
export * as courseFactories from './factories/course/index.ts';
export * as practiceFactories from './factories/practice/index.ts';
export * as procurementFactories from './factories/procurement/index.ts';

// Factories: how the rows of an entity are made.

export type { ReportLine } from './bind/report.ts';
export { type BindOptions, type Bound, bind } from './bind.ts';
export type {
  Columns,
  Context,
  Definition,
  Given,
  Named,
  Overrides,
  ParentOptions,
  Parents,
} from './factories/definition.ts';
export { type Factory, type FactoryWith, factory } from './factories/factory.ts';
export { type Finding, type LintCase, lint, lintCases, type Outcome } from './lint.ts';

// Rules: everything that a schema demands, whether a database keeps to it, and how it is broken.

export type { Attempt } from './bind/attempt.ts';
export type { BoundCounterexample } from './bind/breaker.ts';
export {
  type BreakingStatement,
  type ColumnValues,
  type Counterexample,
  counterexample,
  type Reaction,
} from './bind/counterexample.ts';
export type { Constraint } from './database/constraints.ts';
export { catalogue } from './rules/catalogue.ts';
export type { Breach, Make, StatedCounterexample } from './rules/counterexample.ts';
export {
  type Answer,
  type DomainRule,
  defineRules,
  type Rule,
  type RuleNameOf,
  type Violations,
} from './rules/rule.ts';
export {
  type Verification,
  type VerifyOptions,
  type ViolatingRow,
  type Violation,
  verify,
} from './rules/verify.ts';

// Scenarios: named datasets, to be counted or written.

export type { Origin } from './random/address.ts';
export { DEFAULT_AT } from './random/clock.ts';
export { type Manifest, manifestOf } from './seeders/manifest.ts';
export { type Parameter, parametersOf } from './seeders/parameters.ts';
export { type Plan, plan } from './seeders/plan.ts';
export { defineScenario, type Scenario } from './seeders/scenario.ts';
export type { Scope } from './seeders/scope.ts';
export { type Seeded, type SeedOptions, seed } from './seeders/seed.ts';
export type { Shard } from './seeders/shard.ts';
export { type LoadedParts, loadParts } from './transfer/load-parts.ts';
export type { PartManifest } from './transfer/part.ts';
export { type Part, readParts } from './transfer/parts.ts';
export { type WriteOptions, type Written, writePart } from './transfer/write.ts';

// Shared databases: whether one may be replaced, replacing it, and putting it back.

export { addressOf } from './staging/address.ts';
export type { Author } from './staging/author.ts';
export type { Backup } from './staging/backups.ts';
export type { LostTargets } from './staging/carry/fate.ts';
export { type HistoryEntry, readHistory, type Strategy } from './staging/history.ts';
export type { ResetStep } from './staging/job.ts';
export { type Label, readLabel, setLabel } from './staging/label.ts';
export type { Permission } from './staging/permission.ts';
export { planReset, type ResetPlan } from './staging/plan.ts';
export { type ResetOptions, type ResetResult, reset } from './staging/reset.ts';
export { undo } from './staging/undo.ts';

// Health: whether a database is fit for a domain.

export type { Limits, State } from './health/check.ts';
export type { CheckName } from './health/checks/index.ts';
export { type CheckResult, type Health, type HealthOptions, health } from './health/health.ts';
export { defaultThresholds, type Thresholds } from './health/thresholds.ts';

// A project's own scenarios.

export { z } from 'zod';
export { type Config, defineConfig } from './config/config.ts';
export { projectDomains } from './config/load.ts';

// MikroORM: scenarios and factories as seeders of its own program.

export { factorySeeder, scenarioSeeder } from './mikro-orm.ts';

// Databases: the embedded server, connections, migrations.

export { connect } from './database/connect.ts';
export { type CreatedMigration, createMigration } from './database/draft/create.ts';
export type { Draft } from './database/draft/draft.ts';
export type { Drift } from './database/drift.ts';
export { type Migrations, migrations } from './database/migrate.ts';
export { migrationScript, type ScriptRange } from './database/migration-script.ts';
export type { ExecutedMigration, MigrationStatus } from './database/migration-status.ts';
export {
  type EmbeddedServer,
  embeddedServer,
  type ServerOptions,
  type ServerStatus,
  type StartedServer,
} from './database/server.ts';

// Backups: the rows of a domain as files, at whichever migrations, and migrations behind them.

export { type BackupManifest, readBackup } from './transfer/backup/manifest.ts';
export {
  migrateDownSafely,
  migrateUpSafely,
  type SafelyMigrated,
  type SafeMigrationOptions,
} from './transfer/backup/migrate.ts';
export { type Restored, type RestoreOptions, type RestoreStep, restore } from './transfer/backup/restore.ts';
export { backUpBelow } from './transfer/backup/shelf.ts';
export { type BackUpOptions, backUp, type MadeBackup } from './transfer/backup/write.ts';

// What can go wrong.

export * from './errors/index.ts';
