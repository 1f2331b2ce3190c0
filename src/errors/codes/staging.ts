import type { CodeEntry } from './entry.ts';

/** Replacing the data of a database that others use. */
export const stagingCodes = {
  bad_environment: {
    kind: 'usage',
    cause: 'What is no name of an environment.',
    hint: 'It has letters, digits, - and _, and begins with a letter: staging, review, production.',
  },
  bad_keep: {
    kind: 'usage',
    cause:
      'What is to stay of a table is said by SQL that PostgreSQL does not take as a condition on its columns.',
    hint: `A condition is one expression on the table's columns, which is only read by: --keep "course_role:id = '_tutor'". Other tables have their schema: public.course`,
  },
  kept_rows_refer: {
    kind: 'environment',
    cause: 'Rows that are to stay refer by a foreign key to rows that would go. Nothing was changed.',
    hint: 'Keep those too (--keep <table>:<condition>), or let them all go: seedbed label <environment> --no-baseline. Nothing was changed.',
  },
  label_void: {
    kind: 'environment',
    cause: 'The label of a database was given to another one, or to other data.',
    hint: 'Look what is in it now, as after a dump was restored. Where that may be replaced too, say so: seedbed label <environment>',
  },
  migration_underway: {
    kind: 'environment',
    cause: 'The database that was to be replaced is being migrated. It is as it was.',
    hint: 'Wait until that has ended, then try again. Nothing was changed.',
  },
  no_room: {
    kind: 'environment',
    cause: "What is to be written would not fit on the server's disk. Nothing was written.",
    hint: 'Free some space there, or choose a smaller scenario, then try again. Nothing was changed.',
  },
  not_confirmed: {
    kind: 'usage',
    cause: 'What would be replaced was not confirmed, or something else was.',
    hint: 'Where that is the database you mean: --confirm <host:port/database>',
  },
  not_labelled: {
    kind: 'environment',
    cause: 'The database has no label that says it may be replaced.',
    hint: 'Where its data may be replaced, say so once: seedbed label staging',
  },
  nothing_to_redo: {
    kind: 'usage',
    cause: 'There is no undo that could be undone: something else has happened since, or nothing has.',
    hint: 'The last undo can be undone until the next reset or undo; `seedbed history` shows what happened.',
  },
  nothing_to_undo: {
    kind: 'usage',
    cause:
      'No reset of the database can be undone: there was none, or what stood before is not there any more.',
    hint: 'The last two resets can be undone; `seedbed history` shows what happened.',
  },
  production: {
    kind: 'environment',
    cause: 'The database is labelled as production, which is never replaced, nor labelled otherwise.',
    hint: 'No option changes that. Where it is none, as after a dump of production was restored there, its owner removes the label by SQL: drop table seedbed_staging.label',
  },
  reset_underway: {
    kind: 'environment',
    cause: 'Another seedbed is replacing the same database.',
    hint: 'Wait until that has ended, then try again.',
  },
  rows_in_the_way: {
    kind: 'environment',
    cause:
      'The rows of a table that no factory writes cannot be taken over as they are. Nothing was changed.',
    hint: 'Where they may go, delete them first; or let the database decide: --strategy transaction. Nothing was changed.',
  },
  schema_not_ours: {
    kind: 'environment',
    cause:
      'A schema has a name that seedbed uses, and is not as seedbed makes it: what is in it could run code of others.',
    hint: 'Look at who made it and why. Where it is not needed: drop schema … cascade',
  },
  sessions_remain: {
    kind: 'environment',
    cause: 'A session of the database that was to be replaced could not be ended. It is as it was.',
    hint: 'Let the role end the sessions of others (grant pg_signal_backend to …), or leave them connected: --strategy transaction. Nothing was changed.',
  },
  strategy_impossible: {
    kind: 'environment',
    cause: 'A database cannot be replaced in the way that was asked for. It is as it was.',
    hint: 'Change that, or choose the other strategy. Nothing was changed.',
  },
  structure_differs: {
    kind: 'environment',
    cause:
      'No database with the same structure could be made beside the one that was to be replaced. Nothing was changed.',
    hint: 'Replace its rows in place instead: --strategy transaction. Nothing was changed.',
  },
  tables_in_use: {
    kind: 'environment',
    cause:
      'A transaction is changing the tables of a database that was to be replaced, and does not end. It is as it was.',
    hint: 'Wait until they have committed, or end their sessions, then try again. Nothing was changed.',
  },
  too_many_to_keep: {
    kind: 'usage',
    cause:
      'More rows of the domain are to stay than can be told from the others by their keys. Nothing was changed.',
    hint: 'Keep fewer, by a condition: --keep <table>:<condition>',
  },
  undo_impossible: {
    kind: 'environment',
    cause: 'Rows that were kept do not fit the tables any more. Nothing was changed.',
    hint: 'Make the tables as they were, then try again. The rows are kept in a schema whose table "contents" says of what each table is. Nothing was changed.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
