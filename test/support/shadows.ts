import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect } from 'vitest';
import { addressOf } from '../../src/staging/address.ts';
import { seedbed } from './cli.ts';
import { freshDatabase } from './database.ts';
import { temporaryFolder } from './project.ts';

const { escapeIdentifier: quoted } = pg;

/** What a shadow says when it runs. */
const TRESPASS = 'a shadow ran';

/** Types for which PostgreSQL has no function or operator of its own most of the time, and prefers an exact one. */
const close = [
  'varchar',
  'name',
  '"char"',
  'text',
  'oid',
  'regclass',
  'int4',
  'int8',
  'information_schema.sql_identifier',
];
/** Types that our SQL casts to. */
const types = ['text', 'name', 'int4', 'int8', 'bool', 'oid', 'regclass', 'json', 'jsonb', 'timestamptz'];
const operators = ['=', '<>', '<', '>', '||', '~', '!~', '->>', '#>>', '&&', '@>'];

/** The sources whose SQL is shadowed: ours, and what of the ORM asks for the catalog. */
const sources = [
  fileURLToPath(new URL('../../src/', import.meta.url)),
  fileURLToPath(new URL('../../node_modules/@mikro-orm/sql/', import.meta.url)),
];

function wordsCalled(): ReadonlySet<string> {
  const files = sources.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.d)\.[jt]s$/.test(file))
      .map((file) => readFileSync(`${folder}${file}`, 'utf8')),
  );
  return new Set(
    files.flatMap((text) => [...text.matchAll(/\b([a-z][a-z0-9_]+)\s*\(/g)].map(([, word]) => word ?? '')),
  );
}

/**
 * Has a role of no rights but to create in `public` put functions and operators there that match better than
 * PostgreSQL's own, for each name that is called in the sources, and types of the names of PostgreSQL's own. Whoever
 * uses one fails.
 *
 * @returns how many there are
 */
async function castShadows(client: pg.Client): Promise<number> {
  const role = `shadow_${randomBytes(6).toString('hex')}`;
  await client.query(`create role ${role}; grant create, usage on schema public to ${role}`);
  const { rows } = await client.query<{ name: string; least: number; most: number }>(
    `select proname as name, min(pronargs)::int as least, max(pronargs)::int as most
       from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname = any ($1) and prokind in ('f', 'a')
      group by proname`,
    [[...wordsCalled()]],
  );
  const body = `language plpgsql as $$ begin raise exception '${TRESPASS}'; end $$`;
  const calls = rows.flatMap(({ name, least, most }) => {
    const counts = [...new Set([least, least + 1, most])].filter((count) => count >= 1 && count <= 4);
    const alike = counts.flatMap((count) => close.map((type) => Array.from({ length: count }, () => type)));
    const pairs = close.slice(0, 4).flatMap((one) => close.slice(0, 4).map((other) => [one, other]));
    const all = [...alike, ...(most >= 2 || least === 1 ? pairs : [])].map((types) => types.join(', '));
    return [...new Set(all)].map(
      (types) => `create or replace function public.${quoted(name)}(${types}) returns text ${body}`,
    );
  });
  const symbols = close.flatMap((left) =>
    close.flatMap((right) => [
      `create or replace function public.shadow(${left}, ${right}) returns boolean ${body}`,
      ...operators.map(
        (name) =>
          `create operator public.${name} (leftarg = ${left}, rightarg = ${right}, function = public.shadow)`,
      ),
    ]),
  );
  const domains = [
    `create function public.trespass() returns boolean ${body}`,
    ...types.map((type) => `create domain public.${type} as pg_catalog.${type} check (public.trespass())`),
  ];
  const statements = [...calls, ...symbols, ...domains];
  await client.query(`set role ${role}`);
  await client.query(statements.join(';\n'));
  await client.query('reset role');
  return statements.length;
}

/**
 * Runs commands, one after another, as a superuser on a database with such shadows.
 *
 * @param template the domain that the database has
 * @param commands as they are typed, with `<address>`, `<folder>` and `<backup>` for what they are
 */
export async function runUnderShadows(version: 15 | 18, template: string, commands: readonly string[]) {
  const cwd = temporaryFolder();
  const { url, client } = await freshDatabase({ version, template });
  expect(await castShadows(client)).toBeGreaterThan(1_000);
  // A query that names neither its path nor its operators is caught.
  await client.query('set search_path = public');
  await expect(client.query(`select 'a'::varchar = 'b'::varchar`)).rejects.toThrow(TRESPASS);
  await expect(client.query(`select format('a'::varchar, 'b'::varchar)`)).rejects.toThrow(TRESPASS);
  await client.query('set search_path = public, pg_catalog');
  await expect(client.query(`select 'a'::text`)).rejects.toThrow(TRESPASS);
  const meant = {
    '<address>': addressOf(client),
    '<folder>': join(cwd, 'dataset'),
    '<backup>': join(cwd, 'backup'),
  };
  const done: { readonly command: string; readonly code: number | null; readonly output: string }[] = [];
  for (const command of commands) {
    const words = command.split(' ').map((word) => meant[word as keyof typeof meant] ?? word);
    const { code, stdout, stderr } = await seedbed(words, { cwd, env: { DATABASE_URL: url } });
    done.push({ command, code, output: stdout + stderr });
  }
  return done;
}
