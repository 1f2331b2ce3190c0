type TriggerEvent = 'insert' | 'update' | 'delete';

interface TriggerRule {
  readonly table: string;
  /** Triggers of one table and timing fire in the order of their names. */
  readonly name: string;
  readonly timing: 'before' | 'after';
  readonly events: readonly TriggerEvent[];
  /** Columns that an update must name for the trigger to fire; any column where left out. */
  readonly of?: readonly string[];
  /** Once a statement, with the tables `old_rows` and `new_rows`; once a row where left out. */
  readonly forEach?: 'statement';
  /** The function called, from the schema's prelude. */
  readonly calls: string;
}

/** What `defineEntity` takes for a trigger that calls a function shared between tables. */
export interface TriggerDeclaration {
  name: string;
  timing: 'before' | 'after';
  events: TriggerEvent[];
  forEach: 'row' | 'statement';
  expression: string;
}

/**
 * Declares a trigger beside its table.
 *
 * @example
 * triggers: [trigger({ table: 'user', name: 'user_auth_token', timing: 'before', events: ['insert'], calls: 'hash' })]
 */
export function trigger(rule: TriggerRule): TriggerDeclaration {
  const { table, name, timing, of, calls } = rule;
  const forEach = rule.forEach ?? 'row';
  const columns = of === undefined ? '' : ` of ${of.join(', ')}`;
  const events = rule.events.map((event) => (event === 'update' ? `update${columns}` : event)).join(' or ');
  const rows = forEach === 'statement' ? ' referencing old table as old_rows new table as new_rows' : '';
  const when = `${timing} ${events} on public."${table}"${rows} for each ${forEach}`;
  return {
    name,
    timing,
    events: [...rule.events],
    forEach,
    expression: `create trigger "${name}" ${when} execute function public.${calls}()`,
  };
}

/** Keeps `created_at` and `updated_at`: on update, and on insert too where asked. */
export function timestamps(table: string, on: 'update' | 'insert and update'): TriggerDeclaration {
  return trigger({
    table,
    name: `${table}_timestamps`,
    timing: 'before',
    events: on === 'update' ? ['update'] : ['insert', 'update'],
    calls: 'ctutor_update_timestamps',
  });
}
