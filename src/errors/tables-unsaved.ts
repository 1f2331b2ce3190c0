import { SeedbedError } from './error.ts';

/** Migrations would drop tables whose rows are in no backup; the database is as it was. */
export class TablesUnsavedError extends SeedbedError {
  readonly code = 'tables_unsaved';
  /** By their full names. */
  readonly tables: readonly string[];

  constructor(tables: readonly string[]) {
    super(
      `The migrations drop ${tables.join(', ')}, which backups do not have: they are of the domain's tables in schema public. The database is as it was.`,
      'Save their rows yourself where you need them, then run the migrations with --no-backup, or empty (truncate) these tables.',
    );
    this.tables = tables;
  }
}
