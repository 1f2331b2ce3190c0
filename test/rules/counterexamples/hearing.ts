import type pg from 'pg';
import { freshDatabase } from '../../support/database.ts';
import { plannedOnce } from '../../support/planned-once.ts';
import type { Court, Fault } from './court.ts';

/** The counterexamples of a domain's rules, on databases of their own. */
export class Hearing {
  readonly #court: Court;
  readonly #clients: ReadonlyMap<15 | 18, pg.Client>;

  private constructor(court: Court, clients: ReadonlyMap<15 | 18, pg.Client>) {
    this.#court = court;
    this.#clients = clients;
  }

  static async open(court: Court, versions: readonly (15 | 18)[]): Promise<Hearing> {
    const clients = versions.map(async (version) => {
      const { client } = await freshDatabase({ version, template: court.domain.name });
      // Planning the joins of all rules would take longer than running them.
      await client.query('set join_collapse_limit = 1');
      return [version, plannedOnce(client)] as const;
    });
    return new Hearing(court, new Map(await Promise.all(clients)));
  }

  /** What is wrong with them: a line a rule and version. */
  async faults(fault: Fault, versions: readonly (15 | 18)[] = [...this.#clients.keys()]): Promise<string[]> {
    const found: string[] = [];
    // One server works while we prepare what another one does next.
    const each = versions.map(async (version) => {
      const client = this.#clients.get(version);
      if (client === undefined) throw new Error(`PostgreSQL ${version} is not heard`);
      for (const rule of this.#court.rules) {
        const wrong = await fault(client, rule);
        if (wrong) found.push(`${rule.name} on ${version}: ${wrong}`);
      }
    });
    await Promise.all(each);
    return found;
  }
}
