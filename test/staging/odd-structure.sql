-- Of every kind of object that PostgreSQL knows, and of what can be changed about it.
create schema odd;
create schema "Odd.Quoted";
set search_path = odd, public;

create extension if not exists hstore schema public;
create extension if not exists postgres_fdw;
revoke execute on function public.hstore(text, text) from public;

create type mood as enum ('sad', 'happy');
alter type mood add value 'so so' before 'happy';
create type pair as (a int, b text collate "C");
comment on column pair.a is 'first';
create domain positive as int default 1 constraint over_zero check (value > 0);
comment on constraint over_zero on domain positive is 'never 0';
create type span as range (subtype = float8, multirange_type_name = spans);
create collation german (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);

create table wide (
  id int generated always as identity (start 5 increment 3) primary key,
  gone text,
  label varchar(20) default 'x' check (label <> 'z'),
  feeling mood not null default 'so so',
  pairing pair,
  note text collate german,
  grid int[][],
  size positive,
  twice int generated always as (7 * 2) stored
) with (fillfactor = 70, toast.autovacuum_enabled = false, autovacuum_vacuum_scale_factor = 0.3);
alter table wide drop column gone;
alter table wide alter label set statistics 500, alter label set (n_distinct = -0.5),
  alter note set storage external, alter note set compression pglz;
alter table wide replica identity full;
create index wide_label on wide (lower(label) desc nulls last) include (id) where id > 3;
alter index wide_label alter column 1 set statistics 300;
create unique index wide_feeling on wide (feeling) nulls not distinct;
alter table wide cluster on wide_pkey;
create statistics wide_both (ndistinct, mcv) on label, (id % 3) from wide;
alter statistics wide_both set statistics 77;
comment on statistics wide_both is 'correlated';

create unlogged table quick (id int);
create table ring (id int primary key, next int references ring on delete set null deferrable initially deferred);
alter table ring add constraint later check (id < 100) not valid;

create table parent (id int, note text);
create table child (extra int, id int) inherits (parent);
alter table only parent add constraint here check (id <> 7) no inherit;
create table parted (id int not null, day date not null, label text, primary key (id, day)) partition by range (day, id);
create table parted_early partition of parted for values from (minvalue, minvalue) to ('2020-01-01', 0);
create table parted_rest (label text, gone int, day date not null, id int not null);
alter table parted_rest drop column gone;
alter table parted attach partition parted_rest default;
create index on parted (label);
create table by_hash (id int, label text) partition by hash ((id % 7), label);
create table by_hash_0 partition of by_hash for values with (modulus 2, remainder 0);
create table pointer (id int, day date, foreign key (id, day) references parted);
create table typed of pair (a with options not null);

create function stamp() returns trigger language plpgsql set work_mem = '4MB' as $$ begin return new; end $$;
create function total(one int, variadic rest int[] default '{}') returns int language sql immutable parallel safe cost 3
  begin atomic; select one + coalesce(array_length(rest, 1), 0); end;
create procedure act(inout x int) language plpgsql security definer as $$ begin x = x + 1; end $$;
create aggregate add_up(int) (sfunc = int4pl, stype = int, initcond = '0', parallel = safe);
alter function stamp() depends on extension hstore;
create trigger stamp before insert or update of label on wide for each row when (new.label is not null) execute function stamp('a', 'b');
alter table wide enable always trigger stamp;
create trigger part_stamp after insert on parted for each row execute function stamp();
alter table parted_rest disable trigger part_stamp;
create constraint trigger late after insert on ring deferrable for each row execute function stamp();
create rule swallow as on insert to quick do instead nothing;
alter table quick disable rule swallow;

create view seen with (security_barrier, check_option = local) as select id, label from wide where label <> 'z';
create materialized view kept as select label, count(*) from wide group by label with no data;
create index on kept (label);
create recursive view counting (n) as values (1) union all select n + 1 from counting where n < 5;

alter table wide enable row level security;
alter table ring force row level security;
create policy mine on wide as restrictive for update to odd_reader, odd_writer using (label = current_user) with check (id > 0);
grant select (label), update (label) on wide to odd_reader with grant option;
grant usage on schema odd to odd_reader;
grant usage on type mood to odd_reader;
revoke usage on type positive from public;
grant execute on function total(int, int[]) to odd_writer;
alter default privileges in schema odd grant select on tables to odd_reader;
alter default privileges for role odd_writer revoke execute on functions from public;
alter table quick owner to odd_writer;
alter function stamp() owner to odd_writer;
grant all on language plpgsql to odd_reader;

create publication parts for table wide (id, label) where (id > 2), table parent with (publish = 'insert');
create publication wholly for tables in schema "Odd.Quoted";
create function spy() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger spying on ddl_command_end when tag in ('CREATE TABLE', 'ALTER TABLE') execute function spy();
alter event trigger spying enable always;
create server other foreign data wrapper postgres_fdw options (host 'db.example.org', dbname 'x');
create user mapping for odd_reader server other options (user 'u', password 'secret');
create foreign table far (id int options (column_name 'nr'), label text) server other options (table_name 't');
create foreign data wrapper none_at_all options (debug 'true');

create function as_int(pair) returns int language sql immutable as 'select $1.a';
create cast (pair as int) with function as_int(pair) as assignment;
create operator === (leftarg = int, rightarg = int, function = int4eq, commutator = ===, hashes, merges);
create operator family near using btree;
create operator class near_int for type int using btree family near as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int);
create conversion latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create access method heap_too type table handler heap_tableam_handler;
create table by_method (id int) using heap_too;
create text search parser words (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search dictionary simple_en (template = pg_catalog.simple, stopwords = english);
create text search template plain (lexize = dsimple_lexize, init = dsimple_init);
create text search configuration conf (copy = pg_catalog.english);
alter text search configuration conf alter mapping for asciiword with simple_en;
create sequence numbers as smallint increment -2 minvalue -100 maxvalue 50 start 7 cache 3 cycle owned by wide.size;
create table "Odd.Quoted"."A ""b"" c" (" " int primary key);
comment on table "Odd.Quoted"."A ""b"" c" is E'it''s\n"odd"';
comment on schema odd is 'odd';
comment on rule swallow on quick is 'eats';
comment on policy mine on wide is 'mine';
comment on event trigger spying is 'spies';
comment on extension hstore is 'changed';
