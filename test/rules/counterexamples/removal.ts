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
    case 'length':
    case 'enum':
    case 'generated':
      return [columnRemoval[constraint.kind](table, constraint.column)];
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

/** The SQL by which a column is no longer what it was. */
export const columnRemoval = {
  'not null': (table: string, column: string) => attribute(table, column, 'attnotnull = false'),
  length: (table: string, column: string) => attribute(table, column, 'atttypmod = -1'),
  // One value more, which is all that the counterexample needs.
  enum: (table: string, column: string) =>
    `insert into pg_enum (oid, enumtypid, enumsortorder, enumlabel)
     select (max(oid::bigint) + 2)::oid, atttypid, 1000, 'other' from pg_enum, pg_attribute
      where ${isColumn(table, column)} group by atttypid`,
  generated: (table: string, column: string) =>
    `alter table public.${quoted(table)} alter column ${quoted(column)} drop expression`,
};

/** Past DDL, which demands that whatever depends on the column goes too. */
const attribute = (table: string, column: string, set: string): string =>
  `update pg_attribute set ${set} where ${isColumn(table, column)}`;

const isColumn = (table: string, column: string): string =>
  `attrelid = ${literal(`public.${quoted(table)}`)}::regclass and attname = ${literal(column)}`;
