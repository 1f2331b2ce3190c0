import type pg from 'pg';

/** The schema of the tables that hold a database's label and history: beside the platform's, never among them. */
export const OWN_SCHEMA = 'seedbed';

/** Makes those tables where they are missing. Everybody may read them: tests refuse what is labelled. */
export async function ensureOwnTables(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ present: boolean }>(
    `select count(*) = 2 as present from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'seedbed' and c.relname in ('label', 'history') and c.relkind = 'r'`,
  );
  if (!rows[0]?.present) await client.query(ownTables);
}

const ownTables = `
create schema if not exists seedbed;
create table if not exists seedbed.label (
  one boolean primary key default true check (one),
  environment text not null,
  database jsonb not null,
  data jsonb not null,
  labelled_at timestamptz not null default now(),
  labelled_by text not null
);
create table if not exists seedbed.history (
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
grant usage on schema seedbed to public;
grant select on seedbed.label, seedbed.history to public`;
