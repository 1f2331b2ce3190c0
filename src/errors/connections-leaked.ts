import { SeedbedError } from './error.ts';

/** A connection that was open to a test's database at its end. */
export interface LeakedConnection {
  /** What the client calls itself; empty where it does not. */
  readonly application: string;
  /** The last statement that it sent. */
  readonly query: string;
}

/** Connections to a test's database were open when it was released. They are ended, and the database is dropped. */
export class ConnectionsLeakedError extends SeedbedError {
  declare readonly details: {
    readonly database: string;
    readonly connections: readonly LeakedConnection[];
  };

  constructor(database: string, connections: readonly LeakedConnection[]) {
    const list = connections.map(({ application, query }) => {
      const last = query.replace(/\s+/g, ' ').trim().slice(0, 80);
      return `${application || 'an unnamed client'}${last && `, last: ${last}`}`;
    });
    const count = connections.length === 1 ? 'a connection' : `${connections.length} connections`;
    super('connections_leaked', {
      message: `The test left ${count} to ${database} open (${list.join('; ')}).`,
      details: { database, connections },
    });
  }
}
