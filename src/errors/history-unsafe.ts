import { SeedbedError } from './error.ts';

/** The table of the migrations that have run would do more than hold their names. */
export class HistoryUnsafeError extends SeedbedError {
  readonly code = 'history_unsafe';
  readonly table: string;

  constructor(table: string) {
    super(
      `The table ${table} is not as the ORM makes it: a trigger, rule, default or check there would run what another role has written, with the rights of yours.`,
      'See whose it is and what was added to it; take that away, or drop the table where it is not yours.',
    );
    this.table = table;
  }
}
