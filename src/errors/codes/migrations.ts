import type { CodeEntry } from './entry.ts';

/** Migrations, drafts of them, and whether the tables of a database fit. */
export const migrationsCodes = {
  draft_incomplete: {
    kind: 'environment',
    cause:
      'The entities differ from the migrations in something that no statement could be found for; nothing was written.',
    hint: 'Write this migration by hand, then compare with "seedbed migrate check".',
  },
  draft_refused: {
    kind: 'environment',
    cause: 'PostgreSQL refused a statement of a migration that was being made; nothing was written.',
    hint: 'Write this migration by hand, then compare with "seedbed migrate check".',
  },
  entities_refused: {
    kind: 'usage',
    cause: 'PostgreSQL does not make the tables as the entities of a domain say; nothing is left of them.',
    hint: 'Look for that SQL in its entities (defaults, checks, generated columns, indexes), or in its prelude or epilogue.',
  },
  extension_elsewhere: {
    kind: 'environment',
    cause: 'An extension that the schema needs is in the database, but in another schema than `public`.',
    hint: 'Where nothing else needs it there, have its owner move it to the schema public; or migrate another database.',
  },
  extension_unavailable: {
    kind: 'environment',
    cause: 'An extension that the schema needs cannot be made.',
    hint: "Install the server's contrib package, or have the database's owner create it in the schema public.",
  },
  history_unsafe: {
    kind: 'environment',
    cause: 'The table of the migrations that have run would do more than hold their names.',
    hint: 'See whose it is and what was added to it; take that away, or drop the table where it is not yours.',
  },
  migration_irreversible: {
    kind: 'usage',
    cause: 'A migration has no `down`.',
    hint: 'Stop at this migration, or add a down() to it.',
  },
  migration_missing: {
    kind: 'usage',
    cause: "A file in the folder of a domain's migrations exports no migration.",
    hint: 'Export one class that extends Migration of @mikro-orm/migrations; what is no migration belongs into another folder.',
  },
  migration_needs_connection: {
    kind: 'usage',
    cause: 'A migration asks the database for something while it runs, so that no script can do the same.',
    hint: 'Run it with "seedbed migrate up" or "down", or let it add its statements with addSql().',
  },
  migration_outside: {
    kind: 'environment',
    cause: 'A migration must not run in a transaction, and so could not be undone; nothing was changed.',
    hint: 'Run it by `npx mikro-orm migration:up`, after a `seedbed migrate backup`.',
  },
  migration_refused: {
    kind: 'either',
    cause: 'PostgreSQL did not let the migrations run; the database is as it was before.',
    hint: 'Fix what PostgreSQL names, then try again.',
  },
  migration_unreadable: {
    kind: 'usage',
    cause: 'The file of a migration cannot be loaded: a syntax error, a missing module, or code that throws.',
    hint: 'Correct the file: it is run as it is by Node.',
  },
  migration_unverified: {
    kind: 'environment',
    cause: 'After the migrations, the database was not as the schema demands; everything was rolled back.',
    hint: 'Fix these rows, or the migrations that make them so, then try again. The database is as it was.',
  },
  migrations_published: {
    kind: 'usage',
    cause:
      'The migrations of a domain came with a package: what is written there is lost with the next installation.',
    hint: 'Name a domain of your own with --domain; its migrations are in your project.',
  },
  no_migrations: {
    kind: 'usage',
    cause: 'A domain has no migration that could make its tables, or other tools make them.',
    hint: 'Write the first one: seedbed migrate create initial --domain <domain>',
  },
  not_migrated: {
    kind: 'environment',
    cause: 'The database has none of the tables.',
    hint: "Make them with `seedbed migrate up`, or run the platform's own migrations.",
  },
  scratch_database_refused: {
    kind: 'environment',
    cause:
      'Drift is found by comparing with a database made for the purpose, and this one could not be made.',
    hint: 'Let the user create databases (alter role … createdb), or check as another user.',
  },
  structure_mismatch: {
    kind: 'environment',
    cause: 'The tables of a database do not hold the rows of a schema, or those that were to be written.',
    hint: "Bring them up to date with `seedbed migrate up` or the platform's own migrations.",
  },
  tables_unsaved: {
    kind: 'environment',
    cause: 'Migrations would drop tables whose rows are in no backup; the database is as it was.',
    hint: 'Save their rows yourself where you need them, then run the migrations with --no-backup, or empty (truncate) these tables.',
  },
  unknown_migration: {
    kind: 'usage',
    cause: 'The migration to go to does not exist.',
    hint: 'Name one that there is: `seedbed migrate status` lists them.',
  },
  unmanaged_tables: {
    kind: 'environment',
    cause: 'The database has tables of the schema already, and none of our migrations made them.',
    hint: 'Migrate an empty database; one with a structure of its own can be seeded as it is where that fits.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
