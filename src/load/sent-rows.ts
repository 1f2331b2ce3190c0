import pg from 'pg';
import { inPublic } from '../database/in-public.ts';
import { shown, shownName } from '../errors/shown.ts';
import { type Ask, interferences } from './arrival.ts';
import type { Table } from './table.ts';

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

  /** Makes the temporary tables, in the transaction that is open. Undefined where no trigger could change a row. */
  static async keep(ask: Ask, tables: readonly Table[]): Promise<SentRows | undefined> {
    const found: string[] = [];
    for (const { name } of tables) found.push(...(await interferences(ask, name)));
    if (found.length === 0) return undefined;
    const copies = new Map(tables.map((table, i) => [table, `pg_temp.seedbed_sent_${i}`]));
    for (const [table, copy] of copies) {
      const list = table.columns.map((column) => pg.escapeIdentifier(column.name)).join(', ');
      const query = `select ${list} from ${inPublic(table.name)} with no data`;
      await ask(`create temporary table ${copy} on commit drop as ${query}`);
    }
    return new SentRows(ask, copies);
  }

  /** Where rows of a table are to be sent once more; undefined where they are not kept. */
  copyOf(table: Table): string | undefined {
    return this.#copies.get(table);
  }

  /** Says which value is another one in the tables than was sent; null where none is. */
  async compare(): Promise<string | null> {
    for (const [table, copy] of this.#copies) {
      const change = await this.#changeOf(table, copy);
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
    const place = `the row ${shownName(row.key)} of the table "${table.name}"`;
    const what = stored
      ? `In ${place}, "${column}" is ${shownValue(stored[at], column)} where ${shownValue(sent[at], column)} was sent.`
      : `There is no ${place}, which was sent.`;
    const reasons = await interferences(this.#ask, table.name);
    return reasons.length === 0 ? what : `${what} It has ${reasons.join(', ')}.`;
  }
}

/** A row that was sent and is not there, beside the one that is stored under its key, value by value. */
function firstOther({ name, columns, primary }: Table, copy: string): string {
  const stored = inPublic(name);
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
