import type { Client, QueryResultRow } from 'pg';
import { DatabaseError } from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { everyServer, freshDatabase } from '../../support/database.ts';
import { worlds } from './samples.ts';
import type { Statement } from './statement.ts';

/** What PostgreSQL must answer; every field given has to match. */
export interface Refusal {
  readonly sqlstate: string;
  readonly constraint?: string;
  readonly column?: string;
  /** What the message must begin with. */
  readonly begins?: string;
  /** What the message must hold. */
  readonly holds?: string;
}

/** The database under test, inside a transaction that ends with the test. */
export class Schema {
  readonly version: 15 | 18;
  #client: Client | undefined;

  constructor(version: 15 | 18) {
    this.version = version;
  }

  get client(): Client {
    if (!this.#client) throw new Error('the database is there only while tests run');
    return this.#client;
  }

  set client(client: Client) {
    this.#client = client;
  }

  /** Runs a statement for good (until the test ends). */
  async run(statement: Statement): Promise<void> {
    const { rowCount } = await this.client.query(statement.text, statement.values);
    if (rowCount === 0) throw new Error(`the statement touched no row: ${statement.text}`);
  }

  async rows<T extends QueryResultRow>(text: string, ...values: unknown[]): Promise<T[]> {
    return (await this.client.query<T>(text, values)).rows;
  }

  /** The only row of a query; anything else fails the test. */
  async row<T extends QueryResultRow>(text: string, ...values: unknown[]): Promise<T> {
    const rows = await this.rows<T>(text, ...values);
    expect(rows, text).toHaveLength(1);
    // The length was just checked.
    return rows[0] as T;
  }

  /** The statements pass, deferred constraints included; nothing of them remains. */
  async accepts(...statements: Statement[]): Promise<void> {
    await this.aside(async () => {
      for (const statement of statements) await this.run(statement);
      await this.client.query('set constraints all immediate');
    });
  }

  /** The last statement is refused, at once or by a deferred constraint; nothing of them remains. */
  async refuses(refusal: Refusal, ...statements: Statement[]): Promise<void> {
    const last = statements.at(-1);
    const answer = await this.aside(async () => {
      for (const statement of statements.slice(0, -1)) await this.run(statement);
      try {
        if (last) await this.client.query(last.text, last.values);
        await this.client.query('set constraints all immediate');
        return undefined;
      } catch (error) {
        return error;
      }
    });
    if (!(answer instanceof DatabaseError)) {
      throw answer ?? new Error(`expected ${JSON.stringify(refusal)}, but this was accepted: ${last?.text}`);
    }
    const { sqlstate, begins, holds, ...fields } = refusal;
    expect({ ...answer, message: answer.message }).toMatchObject({ code: sqlstate, ...fields });
    if (begins) expect(answer.message.slice(0, begins.length)).toBe(begins);
    if (holds) expect(answer.message).toContain(holds);
  }

  /** Runs `work` inside a savepoint that is rolled back afterwards. */
  async aside<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('savepoint aside');
    try {
      return await work();
    } finally {
      await this.client.query('rollback to savepoint aside; release savepoint aside');
    }
  }

  /** A key that restricts speaks as 23503 up to PostgreSQL 17 and as 23001 from 18 on. */
  restricted(constraint: string): Refusal {
    return { sqlstate: this.version >= 18 ? '23001' : '23503', constraint };
  }
}

/** The tests of `body` on each server that is present, each inside begin … rollback on two filled courses. */
export function onEachServer(body: (db: Schema) => void): void {
  describe.each(everyServer)('PostgreSQL $version', ({ version }) => {
    const db = new Schema(version);
    beforeAll(async () => {
      const { client } = await freshDatabase({ version, template: 'course' });
      db.client = client;
      // A trigger that calls itself for ever fails its test instead of holding up the others.
      await client.query(`set statement_timeout = '20s'`);
      for (const statement of worlds()) await db.run(statement);
    });
    beforeEach(async () => {
      await db.client.query('begin');
    });
    afterEach(async () => {
      await db.client.query('rollback');
    });
    body(db);
  });
}

export function breaksCheck(constraint: string): Refusal {
  return { sqlstate: '23514', constraint };
}

/** A trigger's refusal: by its own name, with which the message begins. */
export function breaksTrigger(constraint: string): Refusal {
  return { sqlstate: '23514', constraint, begins: constraint };
}

export function breaksUnique(constraint: string): Refusal {
  return { sqlstate: '23505', constraint };
}

export function missesParent(constraint: string): Refusal {
  return { sqlstate: '23503', constraint };
}

export function missesValue(column: string): Refusal {
  return { sqlstate: '23502', column };
}

export const tooLong: Refusal = { sqlstate: '22001' };
export const notInEnum: Refusal = { sqlstate: '22P02' };
