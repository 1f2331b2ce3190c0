import pg from 'pg';
import type { Rule } from '../../../src/rules/rule.ts';

const { escapeIdentifier: quoted, escapeLiteral: literal } = pg;

/** The SQL that takes away what enforces a rule; none for a rule that nothing does. */
export function removal({ name, table, kind, constraint }: Rule): string[] {
  const alter = `alter table public.${quoted(table)}`;
  if (kind === 'semantic') return [];
  if (kind === 'trigger') return [`drop trigger ${quoted(name)} on public.${quoted(table)}`];
  switch (constraint?.kind) {
    case 'not null':
      return [attribute(table, constraint.column, 'attnotnull = false')];
    case 'length':
      return [attribute(table, constraint.column, 'atttypmod = -1')];
    case 'enum':
      // One value more, which is all that the counterexample needs.
      return [
        `insert into pg_enum (oid, enumtypid, enumsortorder, enumlabel)
         select (max(oid::bigint) + 2)::oid, atttypid, 1000, 'other' from pg_enum, pg_attribute
          where attrelid = ${literal(`public.${quoted(table)}`)}::regclass and attname = ${literal(constraint.column)}
          group by atttypid`,
      ];
    case 'generated':
      return [`${alter} alter column ${quoted(constraint.column)} drop expression`];
    case 'unique':
      return [
        `do $$ begin
           if exists (select from pg_constraint where conname = ${literal(name)} and contype in ('p', 'u')) then
             ${alter} drop constraint ${quoted(name)} cascade;
           else
             drop index public.${quoted(name)};
           end if;
         end $$`,
      ];
    case 'check':
    case 'foreign key':
      return [`${alter} drop constraint ${quoted(name)}`];
    default:
      throw new Error(`nothing is known that enforces ${name}`);
  }
}

/** Past DDL, which demands that whatever depends on the column goes too. */
const attribute = (table: string, column: string, set: string): string =>
  `update pg_attribute set ${set}
    where attrelid = ${literal(`public.${quoted(table)}`)}::regclass and attname = ${literal(column)}`;
