import pg from 'pg';
import { fullName } from '../entities/table-name.ts';
import { SeedbedError } from '../errors/error.ts';
import { shown, shownName } from '../errors/shown.ts';
import { type Ask, interferences } from './arrival.ts';
import type { Table } from './table.ts';

/** Columns whose values may be others, by table. */
type Excepted = ReadonlyMap<Table, readonly string[]>;

/**
 * The rows that are sent to tables, sent once more to temporary ones that no trigger changes. PostgreSQL itself compares
 * them, by the text that it makes of each row: only it knows that two spellings are the same value.
 */
export class SentRows {
  readonly #ask: Ask;
  readonly #copies: ReadonlyMap<Table, string>;

  private constructor(ask: Ask, copies: ReadonlyMap<Table, string>) {
    this.#ask = ask;
    this.#copies = copies;
  }

  /**
   * Makes the temporary tables, in the transaction that is open. Undefined where no trigger could change a row.
   *
   * @throws `not_comparable` where the role may not make them
   */
  static async keep(ask: Ask, tables: readonly Table[]): Promise<SentRows | undefined> {
    if (!(await mayChange(ask, tables))) return undefined;
    await requireTemporary(ask);
    const copies = new Map(tables.map((table, i) => [table, `pg_temp.seedbed_sent_${i}`]));
    for (const [table, copy] of copies) {
      const list = table.columns.map((column) => pg.escapeIdentifier(column.name)).join(', ');
      const query = `select ${list} from ${fullName(table.name)} with no data`;
      await ask(`create temporary table ${copy} on commit drop as ${query}`);
    }
    return new SentRows(ask, copies);
  }

  /** Where rows of a table are to be sent once more; undefined where they are not kept. */
  copyOf(table: Table): string | undefined {
    return this.#copies.get(table);
  }

  /** Says which value is another one in the tables than was sent; null where none is, but for the excepted ones. */
  async compare(excepted: Excepted = new Map()): Promise<string | null> {
    for (const [table, copy] of this.#copies) {
      const left = table.columns.filter(({ name }) => !excepted.get(table)?.includes(name));
      const change = await this.#changeOf({ ...table, columns: left }, copy);
      if (change !== null) return change;
    }
    return null;
  }

  /** Drops the temporary tables before the transaction ends, which may go on. */
  async forget(): Promise<void> {
    for (const copy of this.#copies.values()) await this.#ask(`drop table ${copy}`);
  }

  async #changeOf(table: Table, copy: string): Promise<string | null> {
    const [row] = await this.#ask<{ key: string; sent: string[]; stored: string[] | null }>(
      firstOther(table, copy),
    );
    if (!row) return null;
    const { sent, stored } = row;
    const at = sent.findIndex((value, i) => value !== stored?.[i]);
    const column = table.columns[at]?.name ?? '';
    const place = `row ${shownName(row.key)} of the table "${table.name}"`;
    const what = stored
      ? `In the ${place}, "${column}" is ${shownValue(stored[at], column)} where ${shownValue(sent[at], column)} was sent.`
      : `The ${place} was sent, and is not there.`;
    const reasons = await interferences(this.#ask, table.name);
    return reasons.length === 0 ? what : `${what} It has ${reasons.join(', ')}.`;
  }
}

/** Whether something is at one of the tables that may change rows on their way into it. */
export async function mayChange(ask: Ask, tables: readonly Pick<Table, 'name'>[]): Promise<boolean> {
  for (const { name } of tables) if ((await interferences(ask, name)).length > 0) return true;
  return false;
}

async function requireTemporary(ask: Ask): Promise<void> {
  const [row] = await ask<{ role: string; database: string; may: boolean }>(`
    select current_user::pg_catalog.text as role, pg_catalog.current_database()::pg_catalog.text as database,
           pg_catalog.has_database_privilege(pg_catalog.current_database(), 'temporary') as may`);
  if (!row || row.may) return;
  const { role, database } = row;
  throw new SeedbedError('not_comparable', {
    message: `The role ${shownName(role)} may not create temporary tables in the database ${shownName(database)}, by which the rows that arrive are compared with those that were sent. Nothing was written.`,
    details: { role, database },
  });
}

/** A row that was sent and is not there, beside the one that is stored under its key, value by value. */
function firstOther({ name, columns, primary }: Table, copy: string): string {
  const stored = fullName(name);
  const text = (alias: string, names: readonly string[]) =>
    `row(${names.map((one) => `${alias}.${pg.escapeIdentifier(one)}`).join(', ')})::pg_catalog.text`;
  const all = columns.map((column) => column.name);
  const values = (alias: string) => `array[${all.map((one) => text(alias, [one])).join(', ')}]`;
  // Not by a join, which is slow where PostgreSQL knows nothing of the tables yet.
  return `
    select ${text('s', primary)} as key, ${values('s')} as sent,
           (select ${values('t')} from ${stored} t where ${text('t', primary)} operator(pg_catalog.=) ${text('s', primary)}) as stored
      from ${copy} s
     where ${text('s', all)} operator(pg_catalog.=) (
       select ${text('s', all)} from ${copy} s except select ${text('t', all)} from ${stored} t limit 1)`;
}

/** The value in a row of one column. */
const shownValue = (row = '()', column: string): string =>
  row === '()' ? 'null' : shown(row.slice(1, -1).replace(/^"(.*)"$/s, '$1'), column);
