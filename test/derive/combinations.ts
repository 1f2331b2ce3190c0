/** Tables that are hard to fill by two things at once, each of which `difficulties` has alone. */
export const combinations: Readonly<Record<string, string>> = {
  'a list of an enum in a partitioned table with a key of two columns': `
    create type channel as enum ('mail', 'post', 'phone');
    create table notice (
      id int not null, sent_on date not null, channels channel[] not null, primary key (id, sent_on)) partition by range (sent_on);
    create table notice_2025 partition of notice for values from ('2025-01-01') to ('2026-01-01');
    create table notice_2026 partition of notice for values from ('2026-01-01') to ('2027-01-01')`,
  'a key over two columns that points to a partitioned table': `
    create table parcel (id int not null, zone text not null, primary key (id, zone)) partition by list (zone);
    create table parcel_north partition of parcel for values in ('north', 'east');
    create table parcel_south partition of parcel for values in ('south');
    create table scan (id int primary key, parcel_id int not null, zone text not null, at timestamptz not null,
      foreign key (parcel_id, zone) references parcel)`,
  'partitions of partitions, with a unique': `
    create table meter (id int not null, region text not null, read_on date not null, primary key (id, region, read_on))
      partition by list (region);
    create table meter_a partition of meter for values in ('a') partition by range (read_on);
    create table meter_a_2025 partition of meter_a for values from ('2025-06-01') to ('2026-02-01');
    create table meter_b partition of meter for values in ('b')`,
  'partitions by remainder, with a computed column': `
    create table visitor (id bigint primary key, name text not null, loud text generated always as (upper(name)) stored)
      partition by hash (id);
    create table visitor_0 partition of visitor for values with (modulus 2, remainder 0);
    create table visitor_1 partition of visitor for values with (modulus 2, remainder 1)`,
  'an always generated identity in a circle': `
    create table crew (id bigint generated always as identity primary key, name text not null, captain_id bigint);
    create table sailor (id bigint generated always as identity primary key, crew_id bigint not null references crew);
    alter table crew add foreign key (captain_id) references sailor`,
  'a pair of rows under a key of two columns': `
    create table slot (hall int not null, hour int not null, primary key (hall, hour));
    create table talk (
      hall int not null, hour int not null, title text not null, primary key (hall, hour),
      foreign key (hall, hour) references slot)`,
  'a tree within a tenant, with a unique in which nulls are the same': `
    create table tenant (id uuid primary key, name text not null);
    create table folder (
      tenant_id uuid not null references tenant, id int not null, parent_id int, name text not null,
      primary key (tenant_id, id), foreign key (tenant_id, parent_id) references folder,
      unique nulls not distinct (tenant_id, parent_id, name))`,
  'a unique of an expression among some rows': `
    create table member (id int primary key, email varchar(60) not null, left_at timestamptz);
    create unique index on member (lower(email)) where left_at is null`,
  'a unique of a type with a condition': `
    create domain plate as varchar(9) check (value ~ '^[A-Z]{2}-[0-9]{3,6}$');
    create table car (id int primary key, plate plate not null unique)`,
  'a list of a type with a condition': `
    create domain grade as int check (value between 1 and 6);
    create table report (id int primary key, grades grade[] not null default '{}', best grade)`,
  'a list of texts with a check on its length': `
    create table poll (id int primary key, answers text[] not null check (cardinality(answers) between 2 and 4))`,
  'an enum of its own type in a check with another column': `
    create type state as enum ('open', 'paid', 'void');
    create table bill (
      id int primary key, state state not null, paid_at timestamptz, check ((state = 'paid') = (paid_at is not null)))`,
  'a partial unique over an enum of its own type': `
    create type stage as enum ('draft', 'current', 'past');
    create table owner (id int primary key);
    create table contract (id int primary key, owner_id int not null references owner, stage stage not null);
    create unique index on contract (owner_id) where stage = 'current'`,
  'no two bookings at a time, of rooms of another table': `
    create extension btree_gist;
    create table room (id uuid primary key, name text not null);
    create table booking (
      id int primary key, room_id uuid not null references room, during tstzrange not null check (not isempty(during)),
      exclude using gist (room_id with =, during with &&))`,
  'a computed column that is unique': `
    create table article (
      id int primary key, title text not null, slug text generated always as (lower(title)) stored unique)`,
  'a computed column in a check': `
    create table basket (
      id int primary key, price numeric(8,2) not null check (price >= 0), amount int not null check (amount > 0),
      total numeric(12,2) generated always as (price * amount) stored, check (total < 5000))`,
  'a table between two, with the key of both and a list of an enum': `
    create type permission as enum ('read', 'write');
    create table person (id int primary key, name text not null);
    create table document (id uuid primary key, title text not null);
    create table share (
      person_id int references person, document_id uuid references document, permissions permission[] not null,
      primary key (person_id, document_id))`,
  'deferred keys, and a key over two columns': `
    create table league (id int primary key, name text not null);
    create table club (
      league_id int not null references league deferrable initially deferred, number int not null,
      rival_number int, primary key (league_id, number),
      foreign key (league_id, rival_number) references club deferrable initially deferred)`,
  'one parent of two, with a unique for each': `
    create table customer (id int primary key, name text not null);
    create table supplier (id int primary key, name text not null);
    create table account (
      id int primary key, customer_id int unique references customer, supplier_id int unique references supplier,
      check (num_nonnulls(customer_id, supplier_id) = 1))`,
  'row security that is forced, on a table with a view and a trigger': `
    create table diary (id int primary key, writer text not null, line text not null, changed_at timestamptz not null);
    alter table diary enable row level security;
    alter table diary force row level security;
    create policy everybody on diary using (true) with check (true);
    create view lines as select writer, line from diary;
    create function touch() returns trigger language plpgsql as 'begin return new; end';
    create trigger touch before insert on diary for each row execute function touch()`,
  'a text without case as a key, and one that points to it': `
    create extension citext;
    create table topic (name citext primary key);
    create table post (id int primary key, topic citext not null references topic, body text not null)`,
  'a key of a type with a condition, and one that points to it': `
    create domain iso as char(2) check (value ~ '^[A-Z]{2}$');
    create table country (code iso primary key, name text not null);
    create table port (id int primary key, country iso not null references country)`,
  'a document with a check, in a table with a version': `
    create table profile (
      id int primary key, version int not null default 1 check (version > 0),
      settings jsonb not null check (jsonb_typeof(settings) = 'object' and not settings ? 'secret'))`,
  'names that need quotes, in a circle with an enum': `
    create type "Kind Of" as enum ('A "quoted"', 'b');
    create table "Team A" ("Id" int primary key, "Kind" "Kind Of" not null, "Head of" int);
    create table "Member's" ("Id" int primary key, "Team" int not null references "Team A");
    alter table "Team A" add foreign key ("Head of") references "Member's"`,
  'a list of ranges, and a range that must hold a time': `
    create table offer (
      id int primary key, valid daterange not null check (lower(valid) < upper(valid)), hours int4range[] not null)`,
  'numbers that add up, under a parent with a limit of its own type': `
    create domain share as numeric(3,2) check (value between 0 and 1);
    create table pot (id int primary key, ours share not null, theirs share not null, check (ours + theirs <= 1))`,
  'a soft-deleted parent of rows with a partial unique': `
    create table shop (id int primary key, name text not null, deleted_at timestamptz);
    create table till (id int primary key, shop_id int not null references shop, code varchar(4) not null, deleted_at timestamptz);
    create unique index on till (shop_id, code) where deleted_at is null`,
  'two keys over several columns that share all but one': `
    create table book (shelf int not null, id int not null, title text not null, primary key (shelf, id));
    create table loan (
      id int primary key, shelf int not null, book_id int not null, instead_of int,
      foreign key (shelf, book_id) references book, foreign key (shelf, instead_of) references book)`,
  'an interval and a time of day with a check between them': `
    create table shift (
      id int primary key, starts time not null, lasts interval not null check (lasts between '1 hour' and '10 hours'))`,
  'a circle of three with a tree in it': `
    create table a (id int primary key, above_id int references a, c_id int);
    create table b (id int primary key, a_id int not null references a, unique (a_id));
    create table c (id int primary key, b_id int not null references b);
    alter table a add foreign key (c_id) references c`,
  'partitions by an enum, one of them for all others': `
    create type kind as enum ('tea', 'coffee', 'milk');
    create table cup (id int not null, kind kind not null, size numeric(4,2) not null check (size > 0), primary key (id, kind))
      partition by list (kind);
    create table cup_tea partition of cup for values in ('tea');
    create table cup_other partition of cup default`,
  'a key to a unique of two columns, of which one is an enum': `
    create type level as enum ('low', 'high');
    create table price (id int primary key, level level not null, code varchar(6) not null, unique (level, code));
    create table sale (id int primary key, level level not null, code varchar(6) not null,
      foreign key (level, code) references price (level, code))`,
  'a type with a condition over an enum, and one over a list': `
    create type color as enum ('red', 'green', 'blue');
    create domain warm as color check (value <> 'blue');
    create domain few as text[] check (cardinality(value) <= 3);
    create table paint (id int primary key, color warm not null, words few not null)`,
  'a small identity in a tree with soft deletes': `
    create table comment (
      id smallint generated by default as identity primary key, parent_id smallint references comment,
      body varchar(200) not null check (btrim(body) <> ''), created_at timestamptz not null, deleted_at timestamptz,
      check (deleted_at >= created_at))`,
  'a computed search column in a partitioned table with a parent': `
    create table forum (id uuid primary key, name text not null);
    create table entry (
      forum_id uuid not null references forum, id int not null, at date not null, body text not null,
      search tsvector generated always as (to_tsvector('simple', body)) stored, primary key (id, at)) partition by range (at);
    create table entry_all partition of entry for values from ('2000-01-01') to ('2100-01-01')`,
  'a computed column in a table in which no two rows share two keys': `
    create table tag (id int primary key);
    create table page (id int primary key);
    create table tagging (
      tag_id int references tag, page_id int references page, note text not null,
      loud text generated always as (upper(note)) stored, primary key (tag_id, page_id))`,
  'a label that tells rows apart, and decides over a column before it': `
    create type shade as enum ('red', 'blue');
    create table paint (
      id int primary key, during tstzrange, shade shade, code text not null check (code <> ''), unique (shade, code),
      check (during is null or shade is null))`,
  'lists that are not empty, and lists that no two rows share': `
    create table list (
      id int primary key, numbers int[] not null check (cardinality(numbers) > 0), words text[] not null unique)`,
  'pairs of any order, each once, of which one may be missing': `
    create table node (
      id int primary key, a_id int references node, b_id int references node);
    create unique index on node (least(a_id, b_id), greatest(a_id, b_id))`,
};
