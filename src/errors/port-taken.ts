import { SeedbedError } from './error.ts';

/** The embedded server cannot listen on its port. */
export class PortTakenError extends SeedbedError {
  readonly code = 'port_taken';
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(
      `Port ${port} of 127.0.0.1 is in use by another program or closed to you.`,
      'Choose another one with: seedbed db start --port N (0 for any free one), and connect to it from then on.',
      options,
    );
    this.port = port;
  }
}
