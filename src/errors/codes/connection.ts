import type { CodeEntry } from './entry.ts';

/** Connections to a server, and what a server answers whatever was asked of it. */
export const connectionCodes = {
  access_refused: {
    kind: 'environment',
    cause: 'The server does not let this user in from here, whatever the password.',
    hint: "Ask for access (pg_hba.conf, the role's LOGIN, CONNECT on the database); where it demands encryption, add ?sslmode=require to DATABASE_URL.",
  },
  another_server: {
    kind: 'environment',
    cause: 'Two connections to one address have come to different servers. Nothing was changed.',
    hint: 'Put the address of one of them into DATABASE_URL, not that of a balancer or a name with several addresses.',
  },
  bad_database_url: {
    kind: 'usage',
    cause:
      'A text that cannot be the url of a database. It is not shown, because a password could be anywhere in it.',
    hint: 'Write the url, such as DATABASE_URL, as postgresql://user:password@host:port/database, special characters percent-encoded.',
  },
  bad_setting: {
    kind: 'usage',
    cause:
      'A setting of connections that cannot be as the url or the environment has it. Its value is not shown: it could be a secret.',
    hint: 'Give it one of the values that it takes.',
  },
  connection_failed: {
    kind: 'environment',
    cause: 'A connection could not be made, for a reason that no other code is for.',
    hint: 'Check the url in DATABASE_URL.',
  },
  connection_lost: {
    kind: 'environment',
    cause: 'The connection ended in the middle of the work.',
    hint: 'See whether the server still runs (the embedded one: seedbed db status), then try again.',
  },
  database_failed: {
    kind: 'environment',
    cause:
      'PostgreSQL refused a statement, for a reason that no other error is for. Nothing of its transaction is left.',
    hint: 'Something in that database does so, such as a trigger, or a version that was not tested: see the log of the server. In a database that only seedbed has changed it is a bug in seedbed.',
  },
  database_missing: {
    kind: 'environment',
    cause: 'The server has no such database.',
    hint: 'Correct its name, or create it; on the embedded server `seedbed migrate up` makes it.',
  },
  foreign_code: {
    kind: 'environment',
    cause:
      'To look at the database would run a function of a role that has not the rights of this one. PostgreSQL evaluates what is constant in an index, a check or a rule whenever a query is planned, and takes a cast that was made for a type wherever a value becomes text. Nothing was run.',
    hint: 'Connect as the role that owns the function, or drop what calls it. Where you trust it, and what it calls, a superuser takes it over: alter function … owner to current_user;',
  },
  foreign_connection: {
    kind: 'usage',
    cause: 'A connection was given that seedbed cannot work on.',
    hint: 'Give `orm.em.fork()` of @mikro-orm/postgresql as `em`, or a connection of pg as `client`.',
  },
  host_unknown: {
    kind: 'environment',
    cause: 'The host has no address.',
    hint: 'Correct the host in DATABASE_URL; a name from Docker Compose is known inside its network only.',
  },
  limit_too_short: {
    kind: 'environment',
    cause:
      'A time limit of the role, the database or the server is so short that it ends sessions before they can set it.',
    hint: 'Raise it where it is set (alter role … set, alter database … set, or postgresql.conf), or let the url set it (?options=-c%20<setting>%3D0).',
  },
  orm_versions_differ: {
    kind: 'environment',
    cause: 'Packages of MikroORM are installed in versions that do not work with each other.',
    hint: 'Install @mikro-orm/migrations in the version of @mikro-orm/core.',
  },
  password_refused: {
    kind: 'environment',
    cause: 'The server does not accept the password, or wants one and got none.',
    hint: 'Correct user and password in DATABASE_URL; special characters in them are percent-encoded.',
  },
  pooler_refused: {
    kind: 'environment',
    cause:
      'Between us and the server is a pooler that lets each transaction have another connection: locks and settings would reach others.',
    hint: 'Name the server itself in DATABASE_URL, or a pooler that keeps a connection for each client (pool_mode=session in PgBouncer).',
  },
  role_missing: {
    kind: 'environment',
    cause: 'The server has no such user.',
    hint: 'Create it, or correct the user in DATABASE_URL.',
  },
  server_not_ready: {
    kind: 'environment',
    cause: 'The server is starting up, shutting down or recovering.',
    hint: 'Wait until the server has started, then try again.',
  },
  server_too_old: {
    kind: 'environment',
    cause: 'The server is older than the oldest PostgreSQL that seedbed works on.',
    hint: 'Use a newer server, or the embedded one (without DATABASE_URL).',
  },
  server_unreachable: {
    kind: 'environment',
    cause: 'No server answered at the address within the time limit.',
    hint: 'Start the server or correct host and port in DATABASE_URL; without DATABASE_URL the embedded server is used.',
  },
  setting_in_the_way: {
    kind: 'environment',
    cause:
      'A setting of the role, the database or the server that this role may not change, and under which nothing can be done.',
    hint: 'Let a superuser set it for the role and the database, or connect as another role.',
  },
  statement_ended: {
    kind: 'environment',
    cause: 'A statement was not allowed the time that it takes.',
    hint: 'Allow it more time (statement_timeout, lock_timeout, query_timeout), see who holds a lock (`seedbed doctor`), then try again.',
  },
  system_failed: {
    kind: 'environment',
    cause: 'The operating system refused something, for a reason that no other error is for.',
    hint: 'Look at what is named there, then try again.',
  },
  tls_failed: {
    kind: 'environment',
    cause: 'Server and client do not agree on encryption.',
    hint: 'Change sslmode in DATABASE_URL, or PGSSLMODE (disable, require, verify-full), or give the certificate authority by sslrootcert.',
  },
  too_many_connections: {
    kind: 'environment',
    cause: 'The server has no connection left.',
    hint: 'Close other connections or raise max_connections on the server, then try again.',
  },
  unknown_setting: {
    kind: 'usage',
    cause: 'There is no setting of connections of that name.',
    hint: 'Take one of those that there are: docs/connecting.md has them all.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
