import type pg from 'pg';
import { schemaNotOurs } from './schema-not-ours.ts';
import { findSchemas, markSchema } from './schemas.ts';
import { shapeOf } from './shape.ts';

/**
 * Makes the tables of the label, the baseline and the history where they are missing, in a schema of their own. Every role
 * may read them: tests refuse what is labelled.
 */
export async function ensureOwnTables(client: pg.ClientBase): Promise<void> {
  const present = await presentOwnTables(client);
  if (present.size < expected.size) await client.query(ownTables);
}

/** @throws `schema_not_ours` */
export async function hasOwnTable(
  client: pg.ClientBase,
  name: 'label' | 'history' | 'baseline',
): Promise<boolean> {
  return (await presentOwnTables(client)).has(name);
}

/** @throws `schema_not_ours` where the schema or a table of it is another than ours: it may run code of others */
async function presentOwnTables(client: pg.ClientBase): Promise<ReadonlySet<string>> {
  const [schema] = await findSchemas(client, `^${SCHEMA}$`, 'label and history');
  if (!schema) return new Set();
  if (schema.reasons.length > 0) throw schemaNotOurs(SCHEMA, schema.reasons);
  const found = Map.groupBy(await shapeOf(client, SCHEMA, [...expected.keys()]), tableOf);
  for (const [table, shape] of found) {
    const wanted = expected.get(table) ?? [];
    const differing = [...shape, ...wanted].filter(
      (line) => !(shape.includes(line) && wanted.includes(line)),
    );
    if (differing.length > 0) throw schemaNotOurs(SCHEMA, differing.slice(0, 3));
  }
  return new Set(found.keys());
}

const tableOf = (line: string): string => line.split(':', 1)[0] ?? '';

const SCHEMA = 'seedbed_staging';

// Not `seedbed`: where a role is called that, its search path would begin with this schema.
const ownTables = `
create schema if not exists seedbed_staging;
create table if not exists seedbed_staging.label (
  one boolean primary key default true check (one),
  environment text not null,
  database jsonb not null,
  data jsonb not null,
  labelled_at timestamptz not null default now(),
  labelled_by text not null
);
create table if not exists seedbed_staging.history (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null default clock_timestamp(),
  action text not null check (action in ('reset', 'undo')),
  by text not null,
  commit text,
  scenario text,
  parameters jsonb,
  seed text,
  reference timestamptz,
  hash text,
  rows bigint,
  seconds double precision,
  strategy text not null,
  before text
);
create table if not exists seedbed_staging.baseline (
  name text not null,
  key text not null,
  primary key (name, key)
);
${markSchema(SCHEMA, 'label and history')};
grant usage on schema seedbed_staging to public;
grant select on seedbed_staging.label, seedbed_staging.baseline, seedbed_staging.history to public`;

/** What these come to, as `shapeOf` says it. */
const expected = Map.groupBy(
  [
    'baseline: column key text not null',
    'baseline: column name text not null',
    'baseline: constraint PRIMARY KEY (name, key)',
    'baseline: table',
    'history: column action text not null',
    'history: column at timestamp with time zone not null default clock_timestamp()',
    'history: column before text',
    'history: column by text not null',
    'history: column commit text',
    'history: column hash text',
    'history: column id uuid not null default gen_random_uuid()',
    'history: column parameters jsonb',
    'history: column reference timestamp with time zone',
    'history: column rows bigint',
    'history: column scenario text',
    'history: column seconds double precision',
    'history: column seed text',
    'history: column strategy text not null',
    "history: constraint CHECK ((action = ANY (ARRAY['reset'::text, 'undo'::text])))",
    'history: constraint PRIMARY KEY (id)',
    'history: table',
    'label: column data jsonb not null',
    'label: column database jsonb not null',
    'label: column environment text not null',
    'label: column labelled_at timestamp with time zone not null default now()',
    'label: column labelled_by text not null',
    'label: column one boolean not null default true',
    'label: constraint CHECK (one)',
    'label: constraint PRIMARY KEY (one)',
    'label: table',
  ],
  tableOf,
);
