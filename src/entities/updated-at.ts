import { type TriggerDeclaration, trigger } from './triggers.ts';

/** The function behind `updatedAt`, for a schema's prelude. */
export const setUpdatedAt = `create function public.set_updated_at() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at = now();
  return new;
end
$$`;

/** Sets `updated_at` on every update, whatever it is given. */
export const updatedAt = (table: string): TriggerDeclaration =>
  trigger({
    table,
    name: `${table}_updated_at`,
    timing: 'before',
    events: ['update'],
    calls: 'set_updated_at',
  });
