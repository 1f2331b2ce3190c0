import pg from 'pg';
import { requireOwnProcess, toldProcess } from './pooler.ts';
import { pinSession } from './session-settings.ts';

/**
 * A class of clients, also of pools, that have the settings of our sessions before anything else is asked of them, and
 * that do not connect through a pooler which would let others have these.
 *
 * @param asked names of settings that the url or the environment asks for
 */
export function pinned(
  Client: typeof pg.Client = pg.Client,
  asked: ReadonlySet<string> = new Set(),
): typeof pg.Client {
  return class PinnedClient extends Client {
    readonly #options: pg.ClientConfig;

    constructor(options: pg.ClientConfig = {}) {
      super(options);
      this.#options = options;
    }

    override connect(): Promise<pg.Client>;
    /** As pools call it. */
    override connect(callback: (error: Error | null) => void): void;
    override connect(callback?: (error: Error | null) => void): Promise<pg.Client> | undefined {
      const connected = this.#connectPinned();
      if (!callback) return connected;
      connected.then(() => callback(null), callback);
      return undefined;
    }

    async #connectPinned(): Promise<pg.Client> {
      const client = await super.connect();
      try {
        if (await pinSession(client, asked, toldProcess(client))) return client;
        // Another process answers than the one that was told: there is something in between.
        const own = await requireOwnProcess(client, () => this.#openAnother());
        await pinSession(client, asked, own);
        return client;
      } catch (error) {
        this.connection.stream.destroy();
        throw error;
      }
    }

    async #openAnother(): Promise<pg.Client> {
      const other = new Client(this.#options);
      other.on('error', () => {}); // unheard, it would end the process
      await other.connect();
      return other;
    }
  };
}
