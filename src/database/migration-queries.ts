import { fileURLToPath } from 'node:url';
import { isRaw } from '@mikro-orm/core';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { importHint } from '../errors/import-hint.ts';
import { wordsOf } from '../errors/thrown.ts';
import { migrationFiles, migrationNames } from './migration-status.ts';
import { Migration } from './migrations-package.ts';
import { declaredOrm } from './offline-orm.ts';
import { unknownMigration } from './unknown-migration.ts';

type MigrationClass = new (...parameters: ConstructorParameters<typeof Migration>) => Migration;

/**
 * The statements by which a migration goes up or down; nothing is connected to.
 *
 * @throws `migration_needs_connection` where it reads or writes the database by itself;
 * `migration_irreversible` where it has no way down; `unknown_migration`; `migration_unreadable`; and whatever the migration throws
 */
export async function migrationQueries(
  schema: Schema,
  name: string,
  direction: 'up' | 'down',
): Promise<readonly string[]> {
  const { driver, config } = declaredOrm(schema);
  const Class = await migrationClass(schema, name);
  if (direction === 'down') requireWayDown(Class, name);
  const refuse = (): never => {
    throw new SeedbedError('migration_needs_connection', {
      message: `The migration "${name}" runs statements by itself, which no script can hold.`,
      details: { migration: name },
    });
  };
  const migration = Object.assign(new Class(driver, config), { execute: refuse, getEntityManager: refuse });
  await migration[direction]();
  return migration.getQueries().map((query) => {
    if (typeof query === 'string') return query;
    const { sql, params } = isRaw(query) ? query : query.toRaw();
    return driver.getPlatform().formatQuery(sql, params);
  });
}

/**
 * @throws `migration_outside` where one of some migrations must not run in a transaction;
 * `migration_irreversible` where it has no way down; `unknown_migration`; `migration_unreadable`
 */
export async function requireRunnable(
  schema: Schema,
  direction: 'up' | 'down',
  names: readonly string[],
): Promise<void> {
  const { driver, config } = declaredOrm(schema);
  for (const name of names) {
    const Class = await migrationClass(schema, name);
    if (direction === 'down') requireWayDown(Class, name);
    if (!new Class(driver, config).isTransactional())
      throw new SeedbedError('migration_outside', {
        message: `The migration ${name} must not run in a transaction (isTransactional), so nothing could undo it where it fails. Nothing was changed.`,
        details: { migration: name },
      });
  }
}

/**
 * Requires that the files of some migrations can be loaded, as far as the project has them.
 *
 * @throws `migration_missing`, `migration_unreadable`
 */
export async function requireLoadable(schema: Schema, names: readonly string[]): Promise<void> {
  const files = await migrationFiles(schema);
  for (const name of names) if (files.has(name)) await migrationClass(schema, name);
}

function requireWayDown(Class: MigrationClass, name: string): void {
  if (Class.prototype.down === Migration.prototype.down)
    throw new SeedbedError('migration_irreversible', {
      message: `The migration "${name}" cannot be reverted: it has no down().`,
      details: { migration: name },
    });
}

/** As the ORM chooses it: the first function that the file exports. */
async function migrationClass(schema: Schema, name: string): Promise<MigrationClass> {
  const file = (await migrationFiles(schema)).get(name);
  if (file === undefined) throw unknownMigration(name, await migrationNames(schema));
  const exported = await exportsOf(file);
  const found = Object.values(exported).find((value) => typeof value === 'function');
  if (isMigrationClass(found)) return found;
  const path = fileURLToPath(file);
  throw new SeedbedError('migration_missing', {
    message: `${path} exports no migration.`,
    details: { path },
  });
}

async function exportsOf(file: URL): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(file.href);
  } catch (error) {
    if (error instanceof SeedbedError) throw error;
    const path = fileURLToPath(file);
    throw new SeedbedError('migration_unreadable', {
      message: `${path} cannot be loaded: ${wordsOf(error)}`,
      hint: importHint(error) ?? 'Correct the file: it is run as it is by Node.',
      details: { path },
      cause: error,
    });
  }
}

/** By its shape: it may extend the class of another copy of the package. */
const isMigrationClass = (value: unknown): value is MigrationClass =>
  typeof value === 'function' && 'addSql' in Object(value.prototype);
