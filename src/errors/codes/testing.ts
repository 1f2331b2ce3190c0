import type { CodeEntry } from './entry.ts';

/** Databases and transactions of tests. */
export const testingCodes = {
  commit_refused: {
    kind: 'usage',
    cause:
      'A constraint that is deferred would have refused what a test wrote, had it been committed. It was rolled back.',
    hint: 'Write what the deferred constraint demands, in the application or in the test.',
  },
  connection_taken: {
    kind: 'usage',
    cause:
      'Within a transaction of the application, something waited for another connection, and the test has only one.',
    hint: 'Where the application needs two connections at the same time, give the test a database of its own: clone().',
  },
  connections_leaked: {
    kind: 'usage',
    cause:
      "Connections to a test's database were open when it was released. They are ended, and the database is dropped.",
    hint: 'Close each client, pool and MikroORM that the test opens before its database is released.',
  },
  database_creation_refused: {
    kind: 'environment',
    cause: 'Tests run on databases that are made for them, and the server does not let this user make any.',
    hint: 'Let the user create databases (alter role … createdb), or name another one in DATABASE_TEST_URL.',
  },
  database_not_held: {
    kind: 'environment',
    cause:
      'A database of `seedbed test-db create` is dropped when the tests are over by a small process, which could not begin. None was made.',
    hint: 'Let the command start a process, which opens a second connection to the server.',
  },
  database_not_ours: {
    kind: 'environment',
    cause:
      'A database has a name that seedbed would use, and nothing in it says that seedbed made it for this role.',
    hint: 'Rename or drop it, or connect as the role that owns it where that one has made it with seedbed.',
  },
  needs_clone: {
    kind: 'usage',
    cause:
      'A test in a transaction asked for the url of its database, where a second connection would see nothing of it.',
    hint: "Use `client`, `orm` or `em`, or give the test a database of its own: test.override({ isolation: 'clone' }).",
  },
  not_a_test_server: {
    kind: 'usage',
    cause:
      'The database that DATABASE_TEST_URL names holds something that no test has made. Nothing was touched.',
    hint: 'Name an empty database of a server on which databases for tests may be made, or unset DATABASE_TEST_URL to use the embedded PostgreSQL.',
  },
  second_connection: {
    kind: 'usage',
    cause:
      'Another connection waited for what a test in a transaction holds until its end. Its statement was cancelled.',
    hint: 'Give the application the connection of the test (`client`, `orm`, `ormOptions`, `pool`), or the test a database of its own: clone().',
  },
  structure_not_taken: {
    kind: 'environment',
    cause:
      'A database for tests could not be given the structure of the database of `--from`. None was made.',
    hint: 'Install a pg_dump of the version of that server or newer; the server for tests needs its extensions.',
  },
  template_missing: {
    kind: 'environment',
    cause: 'A test database cannot be reset, because the template that it was copied from is gone.',
    hint: 'Drop it, and make another one: seedbed test-db create.',
  },
  test_database_missing: {
    kind: 'usage',
    cause: 'The server for tests has no database of that name.',
    hint: 'Make one with `seedbed test-db create`. It is dropped when the process has ended that it was made for; or it is on the server of another DATABASE_TEST_URL.',
  },
  test_over: {
    kind: 'usage',
    cause: 'Something that a test has left running uses its connection when the test has been released.',
    hint: 'Await in a test whatever it begins, and take a connection from the test that uses it.',
  },
  transaction_ended: {
    kind: 'usage',
    cause:
      'The transaction around a test was ended by the test. What it wrote went with the database it was in.',
    hint: 'Send begin, commit and rollback as statements of their own, or run the test on a database of its own: clone().',
  },
  vitest_too_old: {
    kind: 'usage',
    cause: '`seedbed/vitest` was imported beside a vitest that has no fixtures as it needs them.',
    hint: 'Install a newer vitest, or use seedbed/testing, which works in any.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
