import { SeedbedError } from './error.ts';

/** The database has tables of the schema already, and none of our migrations made them. */
export class UnmanagedTablesError extends SeedbedError {
  readonly code = 'unmanaged_tables';
  readonly tables: readonly string[];

  constructor(tables: readonly string[]) {
    const some =
      tables.length > 4
        ? `${tables.slice(0, 4).join(', ')} and ${tables.length - 4} more`
        : tables.join(', ');
    super(
      `The database already has ${tables.length === 1 ? 'the table' : 'the tables'} ${some}, which other migrations made.`,
      'Migrate an empty database; one with a structure of its own can be seeded as it is where that fits.',
    );
    this.tables = tables;
  }
}
