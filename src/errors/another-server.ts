import { SeedbedError } from './error.ts';

/** Two connections to one address have come to different servers. Nothing was changed. */
export class AnotherServerError extends SeedbedError {
  readonly code = 'another_server';
  /** `host:port`. */
  readonly address: string;

  constructor(address: string) {
    super(
      `Connections to ${address} come to different servers.`,
      'Put the address of one of them into DATABASE_URL, not that of a balancer or a name with several addresses.',
    );
    this.address = address;
  }
}
