import { expect } from 'vitest';
import type { Schema } from './schema.ts';
import { insertRow, type Row, sql } from './statement.ts';

/**
 * Organizations as a map of name → path, planted in the order given; a name stays with its row,
 * so that a test sees where each of them went.
 */
export class Forest {
  readonly #db: Schema;

  constructor(db: Schema) {
    this.#db = db;
  }

  /** Plants trees of one type; a parent may come after its children. */
  async plant(paths: Readonly<Record<string, string>>, given: Row = {}): Promise<void> {
    for (const [title, path] of Object.entries(paths)) {
      await this.#db.run(
        insertRow('organization', { organization_type: 'community', title, path, ...given }),
      );
    }
  }

  /** One update of organizations, `set` and `where` as SQL. */
  async change(set: string, where: string): Promise<void> {
    await this.#db.run(sql(`update organization set ${set} where ${where}`));
  }

  /** Where each organization of a type stands now; no child may have lost its parent. */
  async paths(type = 'community'): Promise<Record<string, string>> {
    await this.#db.client.query('set constraints all immediate; set constraints all deferred');
    return this.#column('path::text', type);
  }

  /** The days on which organizations were archived, of those that are. */
  async archived(type = 'community'): Promise<Record<string, string>> {
    return this.#column(`to_char(archived_at at time zone 'UTC', 'YYYY-MM-DD')`, type);
  }

  async expectPaths(paths: Readonly<Record<string, string>>): Promise<void> {
    expect(await this.paths()).toEqual(paths);
  }

  async expectArchived(days: Readonly<Record<string, string>>): Promise<void> {
    expect(await this.archived()).toEqual(days);
  }

  async #column(expression: string, type: string): Promise<Record<string, string>> {
    const rows = await this.#db.rows<{ title: string; value: string | null }>(
      `select title, ${expression} as value from organization where organization_type = $1`,
      type,
    );
    return Object.fromEntries(rows.flatMap(({ title, value }) => (value === null ? [] : [[title, value]])));
  }
}
