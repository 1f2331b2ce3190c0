import pg from 'pg';
import type { Catalog } from '../catalog.ts';

/** In the order in which objects are created; they are dropped the other way round. */
const kinds = [
  'extension',
  'schema',
  'sequence',
  'function',
  'table',
  'index',
  'constraint',
  'trigger',
  'inheritance',
  'rule',
];

const kindOf = (object: string): string => object.split(' ', 1)[0] ?? '';

/** Foreign keys refer to the other keys. */
const isForeignKey = (definition: string): boolean => definition.startsWith('FOREIGN KEY');

/** Sorts entries of a catalogue so that each comes after what it may need. */
export const inOrder = (entries: readonly (readonly [string, string])[]) =>
  entries.toSorted(
    ([one, oneIs], [other, otherIs]) =>
      kinds.indexOf(kindOf(one)) - kinds.indexOf(kindOf(other)) ||
      Number(isForeignKey(oneIs)) - Number(isForeignKey(otherIs)),
  );

/** The statement that creates an object as a catalogue has it; undefined for what no one statement creates. */
export function creation(object: string, definition: string): string | undefined {
  const { kind, name, table } = partsOf(object);
  // A catalogue adds such states to what PostgreSQL prints.
  const isPlain = !/ \((disabled|on replicas only|always|invalid|clustered|replica identity)\)$/.test(
    definition,
  );
  if (kind === 'extension') return `create extension if not exists ${quoted(name)} with schema public`;
  if (kind === 'schema') return `create schema ${quoted(name)}`;
  if (kind === 'sequence') return sequence(name, definition);
  if (kind === 'function' && /^create /i.test(definition)) return definition.trim();
  if (kind === 'constraint') return `alter table ${table} add constraint ${quoted(name)} ${definition}`;
  if ((kind === 'index' || kind === 'trigger') && isPlain) return definition;
  if (kind === 'inheritance') return `alter table ${name} inherit ${table}`;
  const [, query] =
    /^CREATE RULE "_RETURN" AS\s+ON SELECT TO \S+ DO INSTEAD\s+(.*);\s+\(O\)$/s.exec(definition) ?? [];
  return query === undefined ? undefined : `create view ${table} as ${query}`;
}

/** Whether it is what a view shows. */
export const isView = (object: string): boolean => object.startsWith('rule _RETURN on ');

/** The statement that drops it; undefined for what goes with something else. */
export function removal(object: string): string | undefined {
  const { kind, name, table } = partsOf(object);
  if (kind === 'extension' || kind === 'schema') return `drop ${kind} ${quoted(name)}`;
  if (/^(sequence|function|table|index)$/.test(kind)) return `drop ${kind} ${name}`;
  if (kind === 'constraint') return `alter table ${table} drop constraint ${quoted(name)}`;
  if (kind === 'trigger') return `drop trigger ${quoted(name)} on ${table}`;
  if (kind === 'inheritance') return `alter table ${name} no inherit ${table}`;
  if (isView(object)) return `drop view ${table}`;
  return undefined;
}

/** What comes and goes with a constraint or a column: indexes and sequences. */
export function belongsToAnother(object: string, catalog: Catalog): boolean {
  const { kind, name, table } = partsOf(object);
  const isOfColumn = kind === 'sequence' && name.startsWith('of ');
  return isOfColumn || (kind === 'index' && catalog.has(`constraint ${bare(name)} on ${table}`));
}

/** Constraints and triggers are named as they are, everything else as it is written in SQL. */
function partsOf(object: string): { kind: string; name: string; table: string } {
  const kind = kindOf(object);
  const rest = object.slice(kind.length + 1);
  if (kind === 'inheritance') {
    const [, name = '', table = ''] = /^of (.*) from (.*)$/.exec(rest) ?? [];
    return { kind, name, table };
  }
  const [, name = rest, table = ''] = /^(.*) on (.*)$/.exec(rest) ?? [];
  return { kind, name, table };
}

/** A name in `public` without its quotes and schema. */
export const bare = (name: string): string => name.replace(/^public\./, '').replaceAll('"', '');

const quoted = (name: string): string => pg.escapeIdentifier(name);

function sequence(name: string, definition: string): string | undefined {
  const found = /^(\w+) from (-?\d+) by (-?\d+), (-?\d+) to (-?\d+), cache (\d+)(, cycling)?$/.exec(
    definition,
  );
  if (found === null) return undefined;
  const [, type, start, step, least, most, cache, cycling] = found;
  const limits = `minvalue ${least} maxvalue ${most} start with ${start} increment by ${step} cache ${cache}`;
  return `create sequence ${name} as ${type} ${limits}${cycling ? ' cycle' : ''}`;
}
