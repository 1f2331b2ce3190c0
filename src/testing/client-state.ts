import pg from 'pg';

/** What the driver keeps beside a connection; its types leave that out. */
type Stateful = pg.Client & {
  _types: unknown;
  readonly connection: {
    parsedStatements: Record<string, string>;
    submittedNamedStatements: Record<string, string>;
  };
};

/**
 * Resolves to what gives a client back the state that it has now: its listeners, its parsers of types, and what it
 * believes to be prepared on the server.
 */
export function cleanerOf(client: pg.Client): () => void {
  // Every client of the driver has these.
  const stateful = client as Stateful;
  const listeners = new Map(client.eventNames().map((name) => [name, client.rawListeners(name)]));
  return () => {
    for (const name of client.eventNames())
      for (const listener of client.rawListeners(name))
        if (!listeners.get(name)?.includes(listener)) {
          // The type of an event's listener is that of any function.
          client.removeListener(name as string, listener as (...all: unknown[]) => void);
        }
    stateful._types = new pg.TypeOverrides();
    stateful.connection.parsedStatements = {};
    stateful.connection.submittedNamedStatements = {};
  };
}
