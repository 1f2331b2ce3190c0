/** Tables whose checks and uniques compare keys with each other. */
export const comparedKeys: Readonly<Record<string, string>> = {
  'friends, the lower number first': `
    create table person (id int primary key, name text not null);
    create table friendship (
      a_id int references person, b_id int references person, since date not null, primary key (a_id, b_id), check (a_id < b_id))`,
  'friends by keys of their own type, the higher first, beside rows of their own': `
    create table person (id uuid primary key, name text not null);
    create table friendship (
      id int primary key, a_id uuid not null references person, b_id uuid not null references person,
      unique (a_id, b_id), check (a_id > b_id))`,
  'friends of any order, each pair once': `
    create table person (id bigint primary key, name text not null);
    create table friendship (
      id int primary key, a_id bigint not null references person, b_id bigint not null references person,
      check (a_id <> b_id));
    create unique index on friendship (least(a_id, b_id), greatest(a_id, b_id))`,
  'two keys by uuid that a check keeps apart, one of which may be null': `
    create table place (id uuid primary key, name text not null);
    create table trip (
      id int primary key, from_id uuid not null references place, to_id uuid references place, check (from_id <> to_id))`,
  'two keys that differ within a group': `
    create table tenant (id int primary key);
    create table account (tenant_id int not null references tenant, id int not null, primary key (tenant_id, id));
    create table transfer (
      id int primary key, tenant_id int not null, from_id int not null, to_id int not null, check (from_id <> to_id),
      foreign key (tenant_id, from_id) references account, foreign key (tenant_id, to_id) references account)`,
  'rows that are not their own parent, which is older': `
    create table node (id int primary key, parent_id int references node, check (parent_id <> id), check (parent_id < id))`,
};

/** Tables whose checks are about certain rows of another table. */
export const keysOfKinds: Readonly<Record<string, string>> = {
  'a column that rows of one kind must have': `
    create table kind (id int primary key, name text not null);
    create table entry (
      id int primary key, kind_id int not null references kind, paid_at timestamptz, note text,
      check (kind_id <> 2 or paid_at is not null), check (kind_id not in (3, 4) or note is null))`,
  'a column that rows of one label must have': `
    create table kind (code text primary key check (code in ('gift', 'loan', 'sale')));
    create table entry (
      id int primary key, kind text not null references kind, giver text,
      check ((kind = 'gift') = (giver is not null)))`,
  'rows of some kinds only': `
    create table kind (id smallint primary key, name text not null);
    create table entry (id int primary key, kind_id smallint not null references kind, check (kind_id in (1, 3)))`,
  'no rows of one kind': `
    create table kind (id int primary key, name text not null);
    create table entry (id int primary key, kind_id int not null references kind, check (kind_id <> 4))`,
  'a key to rows of one kind, which the row has, too': `
    create table party (id int primary key, kind text not null check (kind in ('person', 'firm')), unique (id, kind));
    create table employment (
      id int primary key, person_id int not null, person_kind text not null default 'person' check (person_kind = 'person'),
      firm_id int not null, firm_kind text not null check (firm_kind = 'firm'),
      foreign key (person_id, person_kind) references party (id, kind), foreign key (firm_id, firm_kind) references party (id, kind))`,
};
