import type pg from 'pg';

interface EventTrigger {
  readonly name: string;
  /** As `alter event trigger` says it. */
  readonly state: string;
}

/** Those that this role may alter. */
async function read(client: pg.ClientBase): Promise<readonly EventTrigger[]> {
  const { rows } = await client.query<EventTrigger>(
    `select quote_ident(evtname) as name, case evtenabled when 'D' then 'disable' when 'R' then 'enable replica'
              when 'A' then 'enable always' else 'enable' end as state
       from pg_catalog.pg_event_trigger where pg_has_role(evtowner, 'usage')`,
  );
  return rows;
}

/** Switches event triggers off in a database that is being made: they would log what is done to make it. */
export async function switchEventTriggersOff(client: pg.ClientBase): Promise<void> {
  for (const { name } of await read(client)) await client.query(`alter event trigger ${name} disable`);
}

/** Switches the event triggers of a database to what they are in the one that it is made after. */
export async function switchEventTriggersAs(model: pg.ClientBase, client: pg.ClientBase): Promise<void> {
  const present = new Set((await read(client)).map(({ name }) => name));
  for (const { name, state } of await read(model)) {
    if (present.has(name)) await client.query(`alter event trigger ${name} ${state}`);
  }
}
