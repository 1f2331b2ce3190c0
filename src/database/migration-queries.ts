import { fileURLToPath } from 'node:url';
import { isRaw } from '@mikro-orm/core';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { MigrationIrreversibleError } from '../errors/migration-irreversible.ts';
import { MigrationMissingError } from '../errors/migration-missing.ts';
import { MigrationNeedsConnectionError } from '../errors/migration-needs-connection.ts';
import { MigrationOutsideError } from '../errors/migration-outside.ts';
import { MigrationUnreadableError } from '../errors/migration-unreadable.ts';
import { UnknownMigrationError } from '../errors/unknown-migration.ts';
import { declaredOrm } from './declared-orm.ts';
import { migrationFiles, migrationNames } from './migration-status.ts';
import { Migration } from './migrations-package.ts';

type MigrationClass = new (...parameters: ConstructorParameters<typeof Migration>) => Migration;

/**
 * The statements by which a migration goes up or down; nothing is connected to.
 *
 * @throws MigrationNeedsConnectionError where it reads or writes the database by itself;
 * MigrationIrreversibleError where it has no way down; UnknownMigrationError; MigrationUnreadableError; and whatever the migration throws
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
    throw new MigrationNeedsConnectionError(name);
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
 * @throws MigrationOutsideError where one of some migrations must not run in a transaction;
 * MigrationIrreversibleError where it has no way down; UnknownMigrationError; MigrationUnreadableError
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
    if (!new Class(driver, config).isTransactional()) throw new MigrationOutsideError(name);
  }
}

function requireWayDown(Class: MigrationClass, name: string): void {
  if (Class.prototype.down === Migration.prototype.down) throw new MigrationIrreversibleError(name);
}

/** As the ORM chooses it: the first function that the file exports. */
async function migrationClass(schema: Schema, name: string): Promise<MigrationClass> {
  const file = (await migrationFiles(schema)).get(name);
  if (file === undefined) throw new UnknownMigrationError(name, await migrationNames(schema));
  const exported = await exportsOf(file);
  const found = Object.values(exported).find((value) => typeof value === 'function');
  if (isMigrationClass(found)) return found;
  throw new MigrationMissingError(fileURLToPath(file));
}

async function exportsOf(file: URL): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(file.href);
  } catch (error) {
    if (error instanceof SeedbedError) throw error;
    throw new MigrationUnreadableError(fileURLToPath(file), error);
  }
}

/** By its shape: it may extend the class of another copy of the package. */
const isMigrationClass = (value: unknown): value is MigrationClass =>
  typeof value === 'function' && 'addSql' in Object(value.prototype);
