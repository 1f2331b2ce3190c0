import pg from 'pg';

/** A terminal would turn red, clear its screen, take a title, and turn the rest of the line around. */
export const EVIL = '\u001b[31m\u001b[2J\u001b]0;x\u0007\u009b2K\r\u202e';
/** How it is shown. */
export const SHOWN = String.raw`\u001b[31m`;
const name = (text: string): string => pg.escapeIdentifier(`${text}${EVIL}`);

/** Whatever has a name or a text, with the escapes in it. */
export const hostile = `
  create role ${name('role')};
  create schema ${name('schema')};
  create table ${name('table')} (${name('column')} int constraint ${name('check')} check (${name('column')} > 0));
  insert into ${name('table')} values (1);
  comment on table ${name('table')} is ${pg.escapeLiteral(EVIL)};
  create table ${name('schema')}.${name('table')} ();
  alter table "user" add column ${name('extra')} text default ${pg.escapeLiteral(EVIL)};
  alter table "user" add constraint ${name('length')} check (length(given_name) < 9999);
  create index ${name('index')} on "user" (given_name);
  create function ${name('function')}() returns trigger language plpgsql as $$begin return new; end$$;
  create trigger ${name('trigger')} before insert on result execute function ${name('function')}();
  create sequence ${name('sequence')};
  create type ${name('type')} as enum (${pg.escapeLiteral(EVIL)});
  create view ${name('view')} as select 1 as ${name('one')};
  insert into mikro_orm_migrations (name) values (${pg.escapeLiteral(`Migration${EVIL}`)});
  insert into "user" (id, given_name, family_name, email) values (gen_random_uuid(), ${pg.escapeLiteral(EVIL)}, 'x', ${pg.escapeLiteral(EVIL)})`;
