import pg from 'pg';
import type { Dataset } from './checker/dataset.ts';
import { enumName, lengthName, notNullName } from './checker/names.ts';
import { tables } from './checker/schema/tables.ts';
import type { Corruption } from './datasets/corruption.ts';
import { corrupt, fill } from './unconstrained.ts';

const quoted = pg.escapeIdentifier;

/** A database with all constraints, but without triggers and a generated column, which repair corrupted values. */
export class Guarded {
  readonly #client: pg.Client;
  readonly #constraints: ReadonlySet<string>;
  #held: Dataset | undefined;

  private constructor(client: pg.Client, constraints: ReadonlySet<string>) {
    this.#client = client;
    this.#constraints = constraints;
  }

  /** @param client of a database with the course schema */
  static async open(client: pg.Client): Promise<Guarded> {
    for (const table of Object.keys(tables)) {
      await client.query(`alter table ${quoted(table)} disable trigger user`);
    }
    await client.query('alter table organization alter column parent_path drop expression');
    const { rows } = await client.query<{ name: string }>(
      `select conname as name from pg_constraint union select relname from pg_class where relkind = 'i'`,
    );
    return new Guarded(client, new Set(rows.map(({ name }) => name)));
  }

  /** Whether the database itself keeps this rule: by a constraint or a type. */
  readonly guards = (rule: string): boolean =>
    this.#constraints.has(rule) || lengths.has(rule) || enums.has(rule);

  /** Whether the database can be asked: where a row goes or has another id, others follow it by cascades. */
  readonly answers = ({ before, after }: Corruption): boolean =>
    after !== undefined && (before === undefined || before['id'] === after['id']);

  /** Corrupts a dataset; resolves to the rules of which one, by what the database says, refuses it. */
  async answer(dataset: Dataset, corruption: Corruption): Promise<ReadonlySet<string> | undefined> {
    if (this.#held !== dataset) await fill(this.#client, dataset);
    this.#held = dataset;
    await this.#client.query('begin');
    try {
      await this.#write(corruption);
      await this.#client.query('set constraints all immediate');
      return undefined;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      return refusedBy(error);
    } finally {
      await this.#client.query('rollback');
    }
  }

  async #write(corruption: Corruption): Promise<void> {
    const { table, before, after } = corruption;
    if (!before) return corrupt(this.#client, corruption);
    const { columns = {}, primary = [] } = tables[table] ?? {};
    const names = Object.keys(columns).map(quoted);
    const type = `null::${quoted(table)}`;
    await this.#client.query(
      `update ${quoted(table)} t
          set (${names.join()}) = (select ${names.join()} from json_populate_record(${type}, $1))
         from json_populate_record(${type}, $2) was
        where ${primary.map((key) => `t.${quoted(key)} = was.${quoted(key)}`).join(' and ')}`,
      [JSON.stringify(after), JSON.stringify(before)],
    );
  }
}

const columns = Object.entries(tables).flatMap(([table, { columns }]) =>
  Object.entries(columns).map(([column, { length, values }]) => ({ table, column, length, values })),
);
const lengths = new Set(
  columns.flatMap(({ table, column, length }) => (length ? [lengthName(table, column)] : [])),
);
const enums = new Set(
  columns.flatMap(({ table, column, values }) => (values ? [enumName(table, column)] : [])),
);

/** PostgreSQL does not say which column's length or enum it was. */
function refusedBy({ code, constraint, table, column, message }: pg.DatabaseError): ReadonlySet<string> {
  if (code === '22001') return lengths;
  if (code === '22P02') return enums;
  if (code === '23502' && table && column) return new Set([notNullName(table, column)]);
  if (constraint) return new Set([constraint]);
  throw new Error(message);
}
