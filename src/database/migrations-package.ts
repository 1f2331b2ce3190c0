import type * as Migrations from '@mikro-orm/migrations';
import { SeedbedError } from '../errors/error.ts';

// Not by an import: one that fails could not be explained. Node's own `require`: that of jest takes no ES modules.
const load = process.getBuiltinModule('node:module').createRequire(import.meta.url);

/**
 * The ORM's base class of migrations, of the copy that runs them.
 *
 * @example export class Migration20260114100000_initial extends Migration { override up(): void { this.addSql(…); } }
 */
export const { Migration, MigrationRunner, MigrationStorage, Migrator } = migrationsPackage();
export type Migration = Migrations.Migration;

function migrationsPackage(): typeof Migrations {
  try {
    return load('@mikro-orm/migrations');
  } catch (error) {
    throw error instanceof SyntaxError
      ? new SeedbedError('orm_versions_differ', {
          message: `@mikro-orm/migrations ${versionOf('@mikro-orm/migrations')} does not work with @mikro-orm/core ${versionOf('@mikro-orm/core')}: MikroORM's packages go together in one version.`,
          hint: `Install @mikro-orm/migrations@${versionOf('@mikro-orm/core')}.`,
          cause: error,
        })
      : error;
  }
}

function versionOf(name: string): string {
  return load(`${name}/package.json`).version;
}
