import type pg from 'pg';
import { isDatabaseError } from '../database/database-error.ts';
import { maskedUrl } from '../database/url.ts';
import type { Domain } from '../domain.ts';
import { countRows } from '../load/row-counts.ts';
import { stayingRows } from '../load/staying.ts';
import { databaseUrlSource } from './database-url.ts';
import { databaseOption } from './main-database.ts';
import { print } from './output.ts';
import { peopleIncomplete, peopleRefused } from './people-refused.ts';
import { renderRows, renderTable } from './table.ts';
import type { Target } from './target.ts';

const PERSON = ['name', 'email', 'role'] as const;

/** An account to try the platform with. */
export type Person = Readonly<Record<(typeof PERSON)[number], string>>;

/** What a database holds. */
export interface Overview {
  readonly tables: Readonly<Record<string, number>>;
  readonly people: readonly Person[];
}

export async function readOverview(client: pg.Client, domain: Domain): Promise<Overview> {
  const tables = await countRows(client, domain, { except: await stayingRows(client, domain) });
  return { tables, people: await readPeople(client, domain) };
}

async function readPeople(client: pg.Client, { name, people }: Domain): Promise<readonly Person[]> {
  if (people === undefined) return [];
  try {
    const { rows, fields } = await client.query<Person>(people);
    const missing = PERSON.filter((column) => fields.every((field) => field.name !== column));
    if (missing.length > 0) throw peopleIncomplete(name, missing);
    return rows;
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    const { code: sqlState, message: answer } = error;
    const position = error.position === undefined ? undefined : Number(error.position);
    throw peopleRefused(name, { sqlState, answer, sql: people, position }, error);
  }
}

export async function printOverview({ tables, people }: Overview, { url, embedded }: Target): Promise<void> {
  print(renderRows(tables));
  if (people.length > 0) {
    const rows = people.map(({ name, email, role }) => [name, email, role]);
    print(`\n${renderTable(['name', 'email', 'role'], rows)}`);
  }
  print(`\nConnect:  ${maskedUrl(url)}${embedded ? '' : `  (${databaseUrlSource()})`}`);
  if (embedded) {
    print(`The url with its password:  npx seedbed db url${await databaseOption(url)}`);
  }
}
