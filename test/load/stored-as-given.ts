import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import pg from 'pg';
import { expect } from 'vitest';
import { ColumnValues } from '../../src/load/column-values.ts';
import { CopySink } from '../../src/load/copy.ts';
import { rowsAsJson } from '../../src/load/json.ts';
import type { TableColumn } from '../../src/load/table.ts';
import { lineOf } from '../../src/load/text.ts';
import type { TypedValues } from './typed-values.ts';

const domains = { share: 'numeric(3,2)', code: 'char(3)', 'share[]': 'numeric(3,2)[]' } as const;

/** Domains of SQL that the types are tried with. */
export const domainsOfSql = [
  'create domain public.share as numeric(3,2)',
  'create domain public.code as char(3)',
];

class Thing {}

const columnOf = (type: string): TableColumn => ({
  property: 'value',
  name: 'value',
  type,
  nullable: true,
  notNull: '',
  ...(type in domains && { over: domains[type as keyof typeof domains] }),
});

interface Stored {
  readonly text: string;
  /** The texts of an array's members. */
  readonly members: readonly (string | null)[] | null;
}

/**
 * Tries values in a column of their type: those that are accepted are stored as they were given, by COPY and by insert, and
 * those that are refused PostgreSQL would refuse or change.
 *
 * @param runs how many further values
 */
export async function expectStoredAsGiven(
  client: pg.ClientBase,
  { type, values, more, narrower }: TypedValues,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): Promise<void> {
  const column = columnOf(type);
  const judge = new ColumnValues('thing', column);
  const all = [...values, ...(more ? fc.sample(more, { numRuns: runs, seed }) : [])].filter(
    (value) => value !== null && value !== undefined,
  );
  const accepted = all.filter((value) => judge.brokenBy(value) === undefined);
  const refused = all.filter((value) => judge.brokenBy(value) !== undefined);
  for (const value of refused) {
    const rule = judge.brokenBy(value);
    expect(rule?.name).toMatch(/^thing_value_(type|length)$/);
    expect(() => lineOf(tableOf(column))({ id: 1, value })).toThrow(
      expect.objectContaining({
        code: 'rule_broken',
        details: expect.objectContaining({ rule: rule?.name }),
      }),
    );
  }
  await client.query('begin');
  try {
    await client.query(
      `create table public.thing (id int primary key, way text default 'copy', value ${type})`,
    );
    const rows = accepted.map((value, id) => ({ id, value }));
    const sink = new CopySink(client, [tableOf(column)]);
    await sink.write(new Map([[Thing, rows]]));
    await sink.finish();
    const copied = await read(client, type);
    await client.query('truncate public.thing');
    const columns = tableOf(column).columns;
    const json = rowsAsJson(columns, rows);
    await client.query(
      `insert into public.thing (id, value) select id, value
         from json_populate_recordset(json_populate_record(null::public.thing, $1::json), $2::json)`,
      [json.common, json.rows],
    );
    const inserted = await read(client, type);
    expect(inserted).toEqual(copied);
    expect(copied.length).toBe(rows.length);
    for (const [i, value] of accepted.entries()) {
      if (!isSame(type, value, copied[i]))
        expect.fail(`${type}: ${copied[i]?.text} is stored for ${String(JSON.stringify(value))}`);
    }
    await expectChanged(
      client,
      type,
      refused.filter((text) => !narrower?.texts.test(String(text))),
    );
  } finally {
    await client.query('rollback');
  }
}

const tableOf = (column: TableColumn) => ({
  entity: Thing,
  name: 'thing',
  columns: [{ ...columnOf('int'), property: 'id', name: 'id' }, column],
  generated: [],
  primary: ['id'],
  primaryProperties: ['id'],
  properties: new Set(['id', 'value']),
  relations: new Map(),
  references: new Map(),
  foreignKeys: new Map(),
  uniques: [],
});

/** What the type prints: a cast to text trims `char`, and adds to `inet`. */
const printed = (value: string): string => `case when ${value} is not null then format('%s', ${value}) end`;

async function read(client: pg.ClientBase, type: string): Promise<Stored[]> {
  const members = type.endsWith('[]')
    ? `array(select ${printed('member')} from unnest(value) member)`
    : 'null::text[]';
  const { rows } = await client.query<Stored>(
    `select ${printed('value')} as text, ${members} as members from public.thing order by id`,
  );
  return rows;
}

/** A text that PostgreSQL takes and prints again could have been accepted. */
async function expectChanged(
  client: pg.ClientBase,
  type: string,
  refused: readonly unknown[],
): Promise<void> {
  for (const text of refused) {
    if (typeof text !== 'string' || !text.isWellFormed() || text.includes('\0')) continue;
    await client.query('savepoint tried');
    const stored = await client
      .query<{ text: string }>(
        `insert into public.thing (id, value) values (-1, $1) returning ${printed('value')} as text`,
        [text],
      )
      .then(({ rows }) => rows[0]?.text)
      .catch((error: unknown) => {
        if (error instanceof pg.DatabaseError) return undefined;
        throw error;
      });
    await client.query('rollback to savepoint tried');
    if (stored === text)
      expect.fail(`${type}: ${JSON.stringify(text)} is refused, but would be stored as it is`);
  }
}

function isSame(type: string, value: unknown, stored: Stored | undefined): boolean {
  if (!stored) return false;
  if (Array.isArray(value) && stored.members !== null) {
    const flat = value.flatMap((one: unknown) => one) as unknown[];
    const isNested =
      type !== 'jsonb[]' && value.every(Array.isArray) && stored.members.length === flat.length;
    const given = isNested ? flat : (value as unknown[]);
    return (
      given.length === stored.members.length &&
      given.every((one, i) => isSameText(one, stored.members?.[i] ?? null))
    );
  }
  return isSameText(value, stored.text);
}

function isSameText(value: unknown, text: string | null): boolean {
  if (value === null || text === null) return value === text;
  if (value instanceof Date) {
    const written = /^\d+-\d\d-\d\d$/.test(text)
      ? `${text}T00:00Z`
      : `${text.replace(' ', 'T').replace('+00', '')}Z`;
    return new Date(written).getTime() === value.getTime();
  }
  if (typeof value === 'boolean') return text === (value ? 't' : 'f') || text === String(value);
  if (value instanceof Uint8Array) return text === `\\x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'bigint') return text === String(value);
  if (typeof value === 'string' && text === value) return true;
  if (typeof value === 'number' && (Object.is(Number(text), value) || Number(text) === value)) return true;
  // What is left is JSON, where PostgreSQL orders the members of objects.
  try {
    return isDeepStrictEqual(plain(JSON.parse(text)), plain(value));
  } catch {
    return false;
  }
}

/** Without the differences that JSON does not know. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
