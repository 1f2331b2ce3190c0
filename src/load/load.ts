import type pg from 'pg';
import { askOn } from '../database/ask.ts';
import { isDatabaseError } from '../database/database-error.ts';
import { platformPath } from '../database/session-settings.ts';
import { exchangeSettings, underSettings } from '../database/setting.ts';
import { LOAD_LOCK_TIMEOUT_MS } from '../database/timeouts.ts';
import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { listed } from '../errors/listed.ts';
import { CopySink, type OnText } from './copy.ts';
import { type Bare, makeBare } from './rebuild/drop-indexes.ts';
import { obstacles } from './rebuild/obstacles.ts';
import { type RewrittenTable, rewrittenTables } from './rewritten.ts';
import { SentRows } from './sent-rows.ts';
import type { Rows } from './sink.ts';
import { findStamps, type Stamp, switchOff } from './stamps.ts';
import { lookupRows, type RowKeys } from './staying.ts';
import { type Table, tablesOf } from './table.ts';
import { deferKeys } from './waiting-keys.ts';

/**
 * How rows reach the tables. `rebuild` takes indexes, keys and triggers away, and makes them again around the
 * data, which checks all of it at once; `live` leaves them in place, where they look at each row.
 */
export type LoadMode = 'rebuild' | 'live';

interface LoadOptions {
  /** Rows that are in the tables, and stay; where left out, the lookup rows of the schema. */
  readonly staying?: RowKeys;
  /** The mode to use; where left out, `rebuild` if that can be done, else `live`. */
  readonly mode?: LoadMode | undefined;
  readonly batch?: number | undefined;
  readonly onText?: OnText | undefined;
  /** Which values that are there afterwards to compare with those that were sent; those that triggers stamp may be left out. */
  readonly compare?: 'all' | 'unstamped' | undefined;
  /** Some of the rows that will come, by which triggers are told apart that set times to the present. */
  readonly samples?: Rows | undefined;
}

/** What has been loaded, and how. */
export interface ChosenMode {
  readonly mode: LoadMode;
  /** Why the tables were not rebuilt though `live` was not asked for. */
  readonly obstacles: readonly string[];
}

/** What is to be in the tables now, by table. */
export interface Sent {
  readonly sent: ReadonlyMap<Table, number>;
  /** Which value is another one than was sent, as a sentence; null where none is, or where nothing was compared. */
  readonly change: string | null;
  /** The tables in which the database has set other values. */
  readonly stamped: readonly RewrittenTable[];
  /** What was sent to them, and to others that were compared; to be forgotten. */
  readonly kept: SentRows | undefined;
}

/** What stands in the way of a rebuild, by SQLSTATE: to be answered by `live`. */
const excuses: Readonly<Record<string, string>> = {
  '2BP01': 'something else depends on the tables',
  '42501': 'the tables belong to another role',
  '55P03': 'another session is using the tables',
};

/**
 * Loads rows into tables that are empty but for rows that stay, in the transaction that the client is in; it is to be
 * rolled back after a failure. Triggers that set times to the present are off meanwhile, where the role may switch them
 * off.
 *
 * @example
 * const load = await Load.begin(client, course);
 * await load.sink.write(rows);
 * await load.sink.finish();
 * const { sent } = await load.complete();
 */
export class Load {
  readonly sink: CopySink;
  readonly mode: LoadMode;
  readonly #client: pg.ClientBase;
  readonly #bare: Bare | undefined;
  readonly #obstacles: readonly string[];
  readonly #deferred: readonly string[];
  readonly #off: readonly Stamp[];
  readonly #on: readonly Stamp[];
  readonly #compare: LoadOptions['compare'];
  readonly #kept: SentRows | undefined;
  readonly #before: Readonly<Record<string, string>>;

  private constructor(client: pg.ClientBase, begun: Begun) {
    this.#client = client;
    this.sink = begun.sink;
    this.mode = begun.bare ? 'rebuild' : 'live';
    this.#bare = begun.bare;
    this.#obstacles = begun.reasons;
    this.#deferred = begun.deferred;
    this.#off = begun.off;
    this.#on = begun.on;
    this.#compare = begun.compare;
    this.#kept = begun.kept;
    this.#before = begun.before;
  }

  /** @throws `rebuild_impossible` where `rebuild` is asked for and cannot be done */
  static async begin(
    client: pg.ClientBase,
    schema: Schema,
    { staying = lookupRows(schema), mode, batch, onText, compare, samples = new Map() }: LoadOptions = {},
  ): Promise<Load> {
    const { bare, reasons } =
      mode === 'live' ? { bare: undefined, reasons: [] } : await tryBare(client, schema, staying);
    if (mode === 'rebuild' && !bare)
      throw new SeedbedError('rebuild_impossible', {
        message: listed('The tables cannot be rebuilt around the data:', reasons),
        details: { reasons },
      });
    // Bare tables have neither keys nor triggers.
    const deferred = bare ? [] : await deferKeys(client, schema);
    const stamps = bare ? [] : await findStamps(client, schema, samples);
    const off = await switchOff(client, stamps);
    const on = stamps.filter((stamp) => !off.includes(stamp));
    const compared = compare && !bare ? tablesOf(schema) : [...new Set(on.map(({ table }) => table))];
    const kept = await SentRows.keep(askOn(client), compared);
    const sink = new CopySink(client, tablesOf(schema), { batch, emptied: bare?.emptied, onText, kept });
    // By which triggers keep the values that a load brings.
    const settings = { ...schema.loadSettings, search_path: platformPath };
    const before = await exchangeSettings(client, settings);
    return new Load(client, { sink, bare, reasons, deferred, off, on, compare, kept, before });
  }

  /**
   * Makes again what was taken away, once all rows have arrived, and compares values where that was asked for.
   *
   * @throws `structure_not_restored`; pg.DatabaseError for what the database refuses
   */
  async complete(): Promise<ChosenMode & Sent> {
    const client = this.#client;
    await exchangeSettings(client, this.#before);
    await this.#bare?.restore();
    // Deferred constraints speak now.
    await underSettings(client, { search_path: platformPath }, () =>
      client.query('set constraints all immediate'),
    );
    const switches = [...this.#deferred, ...this.#off.map(({ enable }) => enable)];
    if (switches.length > 0) await client.query(switches.join('; '));
    const stamped = rewrittenTables(this.#on, this.#kept);
    const excepted = this.#compare === 'unstamped' ? stamped : [];
    const columns = new Map(excepted.map((one) => [one.table, one.columns]));
    const change = (this.#compare && (await this.#kept?.compare(columns))) ?? null;
    const { sent } = this.sink;
    return { mode: this.mode, obstacles: this.#obstacles, change, sent, stamped, kept: this.#kept };
  }

  /** Waits for what is on its way, after a failure: the transaction can be rolled back then. */
  async abandon(): Promise<void> {
    await this.sink.settle();
    // A transaction that has failed takes them back itself.
    await exchangeSettings(this.#client, this.#before).catch(() => {});
  }
}

/** What a load has found and done at its beginning. */
interface Begun {
  readonly sink: CopySink;
  readonly bare: Bare | undefined;
  readonly reasons: readonly string[];
  /** SQL that lets keys be looked at as before. */
  readonly deferred: readonly string[];
  readonly off: readonly Stamp[];
  readonly on: readonly Stamp[];
  readonly compare: LoadOptions['compare'];
  readonly kept: SentRows | undefined;
  readonly before: Readonly<Record<string, string>>;
}

/** Makes the tables bare, or says why that cannot be done and leaves them as they are. */
async function tryBare(
  client: pg.ClientBase,
  schema: Schema,
  staying: RowKeys,
): Promise<{ bare?: Bare; reasons: readonly string[] }> {
  const reasons = await obstacles(client, schema);
  if (reasons.length > 0) return { reasons };
  return await underSettings(client, { lock_timeout: `${LOAD_LOCK_TIMEOUT_MS}` }, async () => {
    await client.query('savepoint seedbed_bare');
    try {
      return { bare: await makeBare(client, schema, staying), reasons: [] };
    } catch (error) {
      const excuse = isDatabaseError(error) ? excuses[error.code] : undefined;
      if (excuse === undefined) throw error;
      await client.query('rollback to savepoint seedbed_bare');
      return { reasons: [excuse] };
    } finally {
      // In a transaction that has failed, or on a lost connection, there is nothing to release.
      await client.query('release savepoint seedbed_bare').catch(() => {});
    }
  });
}
