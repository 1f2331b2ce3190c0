/** Whether the driver has stopped waiting for an answer (`query_timeout`); it has no code for it. */
export const isQueryTimeout = (error: unknown): error is Error =>
  error instanceof Error && error.message.includes('Query read timeout');
