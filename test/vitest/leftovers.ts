import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { templatesOf } from '../../src/database/template.ts';
import { freshDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

/** A place for suites, and what they have left there. */
export async function placeForSuites(version: 15 | 18 = 18) {
  const { url, client } = await freshDatabase({ version });
  const name = new URL(url).pathname.slice(1);
  const place = createHash('sha256').update(name).digest('hex').slice(0, 8);

  /** The kit's databases of this place, and of no other test file, whose names match. */
  async function databases(pattern: string): Promise<string[]> {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where datname ~ $1 and datname ~ $2 order by 1',
      [`^seedbed_(tpl|clone)_${place}`, pattern],
    );
    return rows.map(({ name }) => name);
  }

  /** Statements that suites are running, or what they ran last, in databases whose names match. */
  async function statements(pattern: string): Promise<string[]> {
    const { rows } = await client.query<{ query: string }>(
      `select query from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'
         and (datname = current_database() or datname ~ $1) and datname ~ $2`,
      [`^seedbed_(tpl|clone)_${place}`, pattern],
    );
    return rows.map(({ query }) => query);
  }

  /** A server notices a moment later that a client is gone. */
  const connectionsGone = () => until(async () => (await statements('')).length === 0);

  async function onlyLeft(clones: readonly string[]): Promise<void> {
    await connectionsGone();
    expect(await databases('^seedbed_wip')).toEqual([]);
    expect(await databases('^seedbed_clone')).toEqual([...clones].sort());
  }

  async function end(): Promise<void> {
    const templates = await templatesOf(url);
    await templates.dropTemplates();
    await templates.close();
    expect(await databases('')).toEqual([]);
  }

  return { url, statements, onlyLeft, end };
}
