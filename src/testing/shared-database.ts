import type { ClonedDatabase } from '../database/template/cloned-database.ts';
import type { Templates } from '../database/template.ts';
import type { Schema } from '../entities/schema.ts';
import { Watch } from './blocked-connection-watcher.ts';
import { Session } from './session.ts';

/** A session with its number, which no other one has at the same time: the lowest that is free. */
export interface Place {
  readonly session: Session;
  readonly number: number;
}

/** The database in which the transactions of a process run, one connection for each at the same time. */
export class SharedDatabase {
  readonly #templates: Templates;
  readonly #clone: ClonedDatabase;
  readonly #schema: Schema;
  readonly #idle: Session[] = [];
  readonly #taken = new Set<number>();
  readonly #watch: Watch;
  #isOver = false;

  constructor(templates: Templates, clone: ClonedDatabase, schema: Schema) {
    this.#templates = templates;
    this.#clone = clone;
    this.#schema = schema;
    this.#watch = new Watch(templates.backends, clone.name);
  }

  async take(): Promise<Place> {
    let number = 0;
    while (this.#taken.has(number)) number++;
    this.#taken.add(number);
    try {
      const session = this.#idle.pop() ?? (await Session.open(this.#clone.url, this.#schema));
      this.#watch.begin(session.processId);
      return { session, number };
    } catch (error) {
      this.#taken.delete(number);
      throw error;
    }
  }

  /** @throws `second_connection` where another connection has waited for this one */
  requireAlone({ session }: Place): void {
    const intrusion = this.#watch.end(session.processId);
    if (intrusion) throw intrusion;
  }

  async giveBack({ session, number }: Place): Promise<void> {
    this.#taken.delete(number);
    this.#watch.end(session.processId);
    this.#idle.push(session);
    if (this.#isOver) await this.#dropUnused();
  }

  /** Ends what a session is waiting for. */
  async interrupt({ session }: Place): Promise<void> {
    await this.#templates.backends.interrupt(session.processId);
  }

  /** Drops the database, as soon as no test runs in it. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#dropUnused();
  }

  async #dropUnused(): Promise<void> {
    if (this.#taken.size > 0) return;
    await Promise.all(this.#idle.splice(0).map((session) => session.close()));
    await this.#templates.drop(this.#clone);
  }
}
