import { type Blame, SeedbedError } from './error.ts';

/** Another port was asked for while the embedded server runs. */
export class ServerRunningError extends SeedbedError {
  readonly code = 'server_running';
  override readonly blame: Blame = 'usage';
  readonly port: number;
  readonly askedPort: number;

  constructor(port: number, askedPort: number) {
    super(
      `The embedded server already runs on port ${port}, not ${askedPort}.`,
      `Stop it first: seedbed db stop && seedbed db start --port ${askedPort}`,
    );
    this.port = port;
    this.askedPort = askedPort;
  }
}
