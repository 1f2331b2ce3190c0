import type pg from 'pg';
import { isDatabaseError } from '../database/database-error.ts';

import { maskedUrl } from '../database/url.ts';
import type { Domain } from '../domain.ts';
import { fullName } from '../entities/table-name.ts';
import { countRows } from '../load/row-counts.ts';
import { stayingRows } from '../load/staying.ts';
import { tablesOf } from '../load/table.ts';
import type { Persona } from '../seeders/persona.ts';
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
  readonly personas: readonly NamedPersona[];
}

/** A persona, and what it is called. */
interface NamedPersona extends Persona {
  readonly persona: string;
}

/** @param namespace the name of the dataset whose personas are meant */
export async function readOverview(client: pg.Client, domain: Domain, namespace = ''): Promise<Overview> {
  const tables = await countRows(client, domain, { except: await stayingRows(client, domain) });
  const people = await readPeople(client, domain);
  return { tables, people, personas: await readPersonas(client, domain, namespace) };
}

/** Those that the database has. */
async function readPersonas(
  client: pg.Client,
  domain: Domain,
  namespace: string,
): Promise<readonly NamedPersona[]> {
  const { personas } = domain;
  const table = personas && tablesOf(domain).find(({ entity }) => entity === personas.entity);
  if (!table) return [];
  const all = Object.entries(personas.of(namespace)).map(([persona, one]) => ({ persona, ...one }));
  const { rows } = await client.query<{ id: string }>(
    `select id from ${fullName(table.name)} where id = any ($1)`,
    [all.map(({ id }) => id)],
  );
  return all.filter((one) => rows.some(({ id }) => id === one.id));
}

async function readPeople(client: pg.Client, { name, people }: Domain): Promise<readonly Person[]> {
  if (people === undefined) return [];
  try {
    const { rows, fields } = await client.query<Record<keyof Person, string | null>>(people);
    const missing = PERSON.filter((column) => fields.every((field) => field.name !== column));
    if (missing.length > 0) throw peopleIncomplete(name, missing);
    // A person may lack any of them.
    return rows.map(({ name, email, role }) => ({ name: name ?? '', email: email ?? '', role: role ?? '' }));
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    const { code: sqlState, message: answer } = error;
    const position = error.position === undefined ? undefined : Number(error.position);
    throw peopleRefused(name, { sqlState, answer, sql: people, position }, error);
  }
}

export async function printOverview(
  { tables, people, personas }: Overview,
  { url, embedded }: Target,
): Promise<void> {
  print(renderRows(tables));
  if (personas.length > 0) {
    const rows = personas.map(({ persona, description, email }) => [persona, description, email]);
    print(`\n${renderTable(['persona', 'description', 'email'], rows)}`);
    print('\nThe user name of each is the mail address up to its @.');
  } else if (people.length > 0) {
    const rows = people.map(({ name, email, role }) => [name, email, role]);
    print(`\n${renderTable(['name', 'email', 'role'], rows)}`);
  }
  print(`\nConnect:  ${maskedUrl(url)}${embedded ? '' : `  (${databaseUrlSource()})`}`);
  if (embedded) {
    print(`The url with its password:  npx seedbed db url${await databaseOption(url)}`);
  }
}
