// The package's entry `seedbed/migrations`: migrating a database, and backups of its rows.

export { type CreatedMigration, createMigration } from './database/draft/create.ts';
export type { Draft } from './database/draft/draft.ts';
export type { Drift } from './database/drift.ts';
export { type Migrations, migrations } from './database/migrate.ts';
export { migrationScript, type ScriptRange } from './database/migration-script.ts';
export type { ExecutedMigration, MigrationStatus } from './database/migration-status.ts';
export { backUpBelow } from './transfer/backup/backup-directory.ts';
export { type BackupManifest, readBackup } from './transfer/backup/manifest.ts';
export {
  type MigrationResult,
  migrateDownSafely,
  migrateUpSafely,
  type SafeMigrationOptions,
} from './transfer/backup/migrate.ts';
export {
  type RestoreOptions,
  type RestoreResult,
  type RestoreStep,
  restore,
} from './transfer/backup/restore.ts';
export { type BackUpOptions, type BackupResult, backUp } from './transfer/backup/write.ts';
