import type pg from 'pg';

/**
 * Makes the tables of the label and the history where they are missing, in a schema beside the platform's. Everybody
 * may read them: tests refuse what is labelled.
 */
export async function ensureOwnTables(client: pg.ClientBase): Promise<void> {
  const isThere = (await hasOwnTable(client, 'label')) && (await hasOwnTable(client, 'history'));
  if (!isThere) await client.query(ownTables);
}

export async function hasOwnTable(client: pg.ClientBase, name: 'label' | 'history'): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'seedbed_staging' and c.relname = $1`,
    [name],
  );
  return rowCount !== 0;
}

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
grant usage on schema seedbed_staging to public;
grant select on seedbed_staging.label, seedbed_staging.history to public`;
