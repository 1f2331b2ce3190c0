import pg from 'pg';
import { SeedbedError } from '../errors/error.ts';
import { isDatabaseError } from './database-error.ts';
import { requireOwnProcess, toldProcess } from './pooler.ts';
import { pinSession } from './session-settings.ts';

/** By the SQLSTATE with which each ends what takes too long. */
const limits: Readonly<Record<string, string>> = {
  '57014': 'statement_timeout',
  '57P05': 'idle_session_timeout',
  '25P04': 'transaction_timeout',
};

/** The error that says which limit has ended a session that was about to be pinned; undefined where none has. */
function limitTooShort({ user = '', database = '' }: pg.Client, error: unknown): Error | undefined {
  const setting = isDatabaseError(error) ? limits[error.code] : undefined;
  if (setting === undefined || !(error instanceof Error)) return undefined;
  return new SeedbedError('limit_too_short', {
    message: `${setting} is so short for user "${user}" in database "${database}" that PostgreSQL ends the session before it can be set otherwise: ${error.message}.`,
    hint: `Raise it where it is set (alter role … set ${setting}, alter database … set ${setting}, or postgresql.conf), or let the url set it: ?options=-c%20${setting}%3D0`,
    details: { setting, answer: error.message },
    cause: error,
  });
}

/**
 * A class of clients, also of pools, that have the settings of our sessions before anything else is asked of them, and
 * that do not connect through a pooler which would let others have these.
 *
 * @param asked names of settings that the url or the environment asks for
 * @param path another search path than that of our sessions, for what others have written
 */
export function pinned(
  Client: typeof pg.Client = pg.Client,
  asked: ReadonlySet<string> = new Set(),
  path?: string,
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
      // The server may say why it ends the session before anything is asked.
      let ended: Error | undefined;
      const listen = (error: Error): void => {
        ended ??= error;
      };
      this.on('error', listen);
      const client = await super.connect();
      try {
        if (await pinSession(client, asked, toldProcess(client), path)) return client;
        // Another process answers than the one that was told: there is something in between.
        const own = await requireOwnProcess(client, () => this.#openAnother());
        await pinSession(client, asked, own, path);
        return client;
      } catch (error) {
        this.connection.stream.destroy();
        const why = ended ?? error;
        throw limitTooShort(this, why) ?? why;
      } finally {
        this.off('error', listen);
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
