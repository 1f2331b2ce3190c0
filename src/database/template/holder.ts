import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../../entities/package-folder.ts';
import { SeedbedError } from '../../errors/error.ts';
import { excerpt } from '../../errors/excerpt.ts';

/** What the process is told. */
export type Order =
  | { readonly url: string; readonly locks: readonly string[] }
  | { readonly database: string };

/** What it answers to each. */
export interface Reply {
  readonly failed?: string;
}

/** Compiled in the package, but not in the checkout. */
const program =
  ['js', 'ts']
    .map((ending) => fileURLToPath(new URL(`src/database/template/holder-process.${ending}`, packageFolder)))
    .find(existsSync) ?? '';

/**
 * A small process that holds the locks of a database for those who called the command that made it: the process group
 * that the command was started in, or where that ends with the command, the process that started the group. When
 * these have ended it drops the database, unless a session is open in it.
 *
 * @example
 * const holder = new Holder(); // takes its time to start
 * await holder.take(url, [lockOf('maker', maker)]);
 * await holder.keep('seedbed_clone_e8a48653_0f3a21c488d1_1');
 * holder.leave();
 */
export class Holder {
  readonly #child: ChildProcess;
  readonly #ended: Promise<Reply>;

  constructor() {
    // In a session of its own: what ends the command by its group, or its terminal, does not end this.
    this.#child = fork(program, {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', ({ message }) => resolve({ failed: message }));
      this.#child.once('exit', () => resolve({ failed: 'the process that holds it has ended' }));
    });
  }

  /**
   * Has it take locks, which it holds until it ends.
   *
   * @throws `database_not_held`
   */
  async take(url: string, locks: readonly string[]): Promise<void> {
    await this.#order({ url, locks });
  }

  /**
   * Leaves a database to it. Without one it ends with `leave`.
   *
   * @throws `database_not_held`
   */
  async keep(database: string): Promise<void> {
    await this.#order({ database });
  }

  /** Says that this process is done; one that is killed says so, too. */
  leave(): void {
    if (this.#child.connected) this.#child.disconnect();
    this.#child.unref();
  }

  async #order(order: Order): Promise<void> {
    const answered = once(this.#child, 'message').then(([reply]): Reply => reply);
    if (this.#child.connected) this.#child.send(order);
    const { failed } = await Promise.race([answered, this.#ended]);
    if (failed === undefined) return;
    const reason = excerpt(failed).replace(/\.$/, '');
    throw new SeedbedError('database_not_held', {
      message: `No database was made, because nothing would drop it after the tests: ${reason}.`,
      details: { reason },
    });
  }
}
