// The package's entry `seedbed/postgres`: the embedded server, and connections.

export { connect } from './database/connect.ts';
export {
  type EmbeddedServer,
  embeddedServer,
  type ServerOptions,
  type ServerStatus,
  type StartedServer,
} from './database/server.ts';
