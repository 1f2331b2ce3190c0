import pg from 'pg';

/** What a server offers that binds passwords to the encrypted connection. */
const BOUND = 'SCRAM-SHA-256-PLUS';

/**
 * A client, also of a pool, that does not connect where the server asks for a password in any other way than bound to
 * the encrypted connection, or for none: a program in between may be asking. No password is sent to it then.
 */
export class BoundClient extends pg.Client {
  readonly #failure = new Error('the server does not bind passwords to its TLS certificate');
  #isBound = false;

  constructor(options?: pg.ClientConfig) {
    super(options);
    const { connection } = this;
    const refuse = (): void => {
      connection.stream.destroy(this.#failure);
    };
    connection.once('authenticationSASL', ({ mechanisms }: { readonly mechanisms: readonly string[] }) => {
      this.#isBound = mechanisms.includes(BOUND);
      if (!this.#isBound) refuse();
    });
    connection.once('authenticationCleartextPassword', refuse);
    connection.once('authenticationMD5Password', refuse);
  }

  override connect(): Promise<pg.Client>;
  /** As pools call it. */
  override connect(callback: (error: Error | null) => void): void;
  override connect(callback?: (error: Error | null) => void): Promise<pg.Client> | undefined {
    const connected = this.#connectBound();
    if (!callback) return connected;
    connected.then(() => callback(null), callback);
    return undefined;
  }

  async #connectBound(): Promise<pg.Client> {
    const client = await super.connect();
    if (this.#isBound) return client;
    this.connection.stream.destroy();
    throw this.#failure;
  }
}
