import type pg from 'pg';
import { freshDatabase } from '../../support/database.ts';
import { plannedOnce } from '../../support/planned-once.ts';
import type { Court, Fault } from './court.ts';

/** The counterexamples of a domain's rules, on a database of their own. */
export class Hearing {
  readonly #court: Court;
  readonly #client: pg.Client;

  private constructor(court: Court, client: pg.Client) {
    this.#court = court;
    this.#client = client;
  }

  static async open(court: Court, version: 15 | 18): Promise<Hearing> {
    const { client } = await freshDatabase({ version, template: court.domain.name });
    // Planning the joins of all rules would take longer than running them.
    await client.query('set join_collapse_limit = 1');
    return new Hearing(court, plannedOnce(client));
  }

  /** What is wrong with them: a line a rule. */
  async faults(fault: Fault): Promise<string[]> {
    const found: string[] = [];
    for (const rule of this.#court.rules) {
      const wrong = await fault(this.#client, rule);
      if (wrong) found.push(`${rule.name}: ${wrong}`);
    }
    return found;
  }
}
