import pg from 'pg';

/** The errors that whoever uses a database may get while it is replaced, after each of which trying again is enough. */
const retryable = {
  /** The session was ended. */
  '57P01': 'terminated',
  /** The name was looked up before the swap, and the database opened after it. */
  '3D000': 'renamed',
  /** The network's word for the same. */
  ECONNRESET: 'reset',
  lost: 'Connection terminated unexpectedly',
} as const;

/** Connects when it is used, and anew after such an error. */
export class RetryingClient {
  readonly #url: string;
  #client: pg.Client | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Resolves to the code of such an error, or to undefined after work that was done. Anything else is thrown. */
  async lostIn(work: (client: pg.Client) => Promise<void>): Promise<string | undefined> {
    try {
      await work(await this.#connected());
      return undefined;
    } catch (error) {
      if (!(error instanceof Error) || error.name === 'AssertionError') throw error;
      const code = 'code' in error ? String(error.code) : 'lost';
      if (!(code in retryable)) throw error;
      await this.end().catch(() => {});
      return code;
    }
  }

  async end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  async #connected(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    this.#client = new pg.Client(this.#url);
    this.#client.on('error', () => {});
    await this.#client.connect();
    return this.#client;
  }
}
