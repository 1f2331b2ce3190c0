import type { CodeEntry } from './entry.ts';

/** The command line. */
export const cliCodes = {
  database_chosen_twice: {
    kind: 'usage',
    cause: 'Both DATABASE_URL and `--database` name a database.',
    hint: 'Put the name into DATABASE_URL, or unset DATABASE_URL.',
  },
  no_database: {
    kind: 'usage',
    cause: 'A command that reads the tables of a database was not told which.',
    hint: 'Name it: DATABASE_URL=postgresql://user:password@host:port/database seedbed init',
  },
  no_tables: {
    kind: 'usage',
    cause: 'A database from which a domain was to be derived has no table that could be filled.',
    hint: 'Make its tables first, as its own project does.',
  },
  not_confirmed_by_user: {
    kind: 'usage',
    cause: 'Data that cannot be had back was to go, and the user did not agree. Nothing was done.',
    hint: 'Add --yes where that is meant.',
  },
  secret_in_argument: {
    kind: 'usage',
    cause: 'An argument of the command line could hold a password. It is not shown.',
    hint: 'Other users of the machine can read arguments: the url belongs into the environment, as DATABASE_URL. Where an option names a database it is by a name, --confirm takes host:port/database, and --from the name of a variable.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
