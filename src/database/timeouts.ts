// How long we wait for others, in milliseconds.

/** For tables that others use, before these are loaded with their indexes or with their triggers on. */
export const LOAD_LOCK_TIMEOUT_MS = 2_000;

/** For locks, transactions and prepared transactions in a database that is replaced. */
export const RESET_LOCK_TIMEOUT_MS = 3_000;

/** For the exchange of two databases, while no client can connect. */
export const SWAP_TIMEOUT_MS = 5_000;

/** For locks in a database whose health is examined. */
export const HEALTH_LOCK_TIMEOUT_MS = 2_000;

/** For a query about the health of a database. */
export const HEALTH_STATEMENT_TIMEOUT_MS = 10_000;

/** For a connection of a pool whose health is examined. */
export const POOL_TIMEOUT_MS = 5_000;

/** For the answer of a second connection, by which a pooler is recognized. */
export const POOLER_TIMEOUT_MS = 2_000;

/** For the other processes of a test run to end. */
export const RUN_TIMEOUT_MS = 5_000;

/** For the one connection of a test, and for its last statements; Vitest gives a test five seconds. */
export const TEST_TIMEOUT_MS = 3_000;

/** For the data of an embedded server: a process that was killed keeps its lock for a moment. */
export const DATA_LOCK_TIMEOUT_MS = 2_000;

/** For another process that starts or stops the embedded server. */
export const LOCK_FILE_TIMEOUT_MS = 120_000;
