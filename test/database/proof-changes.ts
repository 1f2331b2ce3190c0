/** What a change takes from the promises of a migrated database, by the names of the constraints. */
export const takes: readonly (readonly [string, string, ...string[]])[] = [
  [
    'a dropped check',
    'alter table course_member drop constraint course_member_student_valid',
    'course_member_student_valid',
  ],
  [
    'a check that is not validated',
    `alter table course_member drop constraint course_member_student_valid;
     alter table course_member add constraint course_member_student_valid
       check (course_role_id <> '_student' or course_group_id is not null) not valid`,
    'course_member_student_valid',
  ],
  [
    'a weaker check of the same name',
    `alter table course_member drop constraint course_member_student_valid;
     alter table course_member add constraint course_member_student_valid
       check (course_role_id <> '_student' or course_group_id is not null or version > 0)`,
    'course_member_student_valid',
  ],
  [
    'a check with its parentheses elsewhere',
    `alter table "user" drop constraint user_token_condition;
     alter table "user" add constraint user_token_condition
       check ((user_type <> 'token' or auth_token is not null) and token_expiration is not null)`,
    'user_token_condition',
  ],
  [
    'a check of another text',
    `alter table course_member drop constraint course_member_student_valid;
     alter table course_member add constraint course_member_student_valid
       check (course_role_id <> '_Student' or course_group_id is not null)`,
    'course_member_student_valid',
  ],
  [
    'a dropped unique key',
    'alter table profile drop constraint profile_nickname_key',
    'profile_nickname_key',
  ],
  [
    'a unique index over some rows only',
    `alter table profile drop constraint profile_nickname_key;
     create unique index profile_nickname_key on profile (nickname) where url is null`,
    'profile_nickname_key',
  ],
  [
    'a unique index over other rows',
    'drop index user_email_key; create unique index user_email_key on "user" (email) where archived_at is not null',
    'user_email_key',
  ],
  [
    'a unique index over more columns',
    `alter table profile drop constraint profile_nickname_key;
     create unique index profile_nickname_key on profile (nickname, url)`,
    'profile_nickname_key',
  ],
  [
    'a unique index over an expression',
    `alter table profile drop constraint profile_nickname_key;
     create unique index profile_nickname_key on profile (nickname, (1))`,
    'profile_nickname_key',
  ],
  [
    'a unique key that is looked at later, in a transaction that has written',
    `alter table profile drop constraint profile_nickname_key;
     alter table profile add constraint profile_nickname_key unique (nickname) deferrable`,
    'profile_nickname_key',
  ],
  [
    'a unique index that could not be finished',
    `update pg_index set indisvalid = false where indexrelid = 'profile_nickname_key'::regclass`,
    'profile_nickname_key',
  ],
  [
    'an index that is not unique',
    `alter table profile drop constraint profile_nickname_key;
     create index profile_nickname_key on profile (nickname)`,
    'profile_nickname_key',
  ],
  ['a longer column', 'alter table profile alter nickname type varchar(256)', 'profile_nickname_length'],
  ['a column of any length', 'alter table profile alter nickname type text', 'profile_nickname_length'],
  ['an enum with one value more', `alter type ctutor_group_type add value 'odd'`, 'group_type_type'],
  ['a nullable column', 'alter table course alter path drop not null', 'course_path_not_null'],
  [
    'a column that is generated no longer',
    'alter table organization alter parent_path drop expression',
    'organization_parent_path_generated',
  ],
  [
    'a column that is generated otherwise',
    `alter table organization drop parent_path cascade;
     alter table organization add parent_path ltree generated always as (subpath(path, 0, 1)) stored`,
    'organization_parent_path_generated',
    'fk_organization_parent',
  ],
  [
    'a dropped foreign key',
    'alter table profile drop constraint profile_user_id_fkey',
    'profile_user_id_fkey',
  ],
  [
    'a foreign key that is not validated',
    `alter table profile drop constraint profile_user_id_fkey;
     alter table profile add constraint profile_user_id_fkey foreign key (user_id) references "user" not valid`,
    'profile_user_id_fkey',
  ],
  [
    'a foreign key to another table',
    `create table "user2" (id uuid primary key);
     alter table profile drop constraint profile_user_id_fkey;
     alter table profile add constraint profile_user_id_fkey foreign key (user_id) references "user2"`,
    'profile_user_id_fkey',
  ],
  [
    'a foreign key to a table of the same name in another schema',
    `create table interfaces."user" (id uuid primary key);
     alter table profile drop constraint profile_user_id_fkey;
     alter table profile add constraint profile_user_id_fkey foreign key (user_id) references interfaces."user"`,
    'profile_user_id_fkey',
  ],
  [
    'a foreign key of one column for that of two',
    'alter table course_member drop constraint course_member_course_id_course_group_id_fkey',
    'course_member_course_id_course_group_id_fkey',
  ],
  [
    'triggers of foreign keys that are switched off',
    'alter table profile disable trigger all',
    'profile_created_by_fkey',
    'profile_updated_by_fkey',
    'profile_user_id_fkey',
  ],
  [
    'triggers of foreign keys that fire on a replica only',
    `do $$ declare it record; begin
       for it in select tgname from pg_trigger where tgrelid = 'profile'::regclass and tgisinternal loop
         execute format('alter table profile enable replica trigger %I', it.tgname);
       end loop;
     end $$`,
    'profile_created_by_fkey',
    'profile_updated_by_fkey',
    'profile_user_id_fkey',
  ],
  [
    'a table that inherits',
    'create table heir () inherits (course_group)',
    'course_group_course_id_title_key',
    'course_group_course_id_id_key',
    'course_group_pkey',
    'course_group_created_by_fkey',
    'course_group_updated_by_fkey',
    'course_group_course_id_fkey',
  ],
];

/** What a database may have instead without promising less. */
export const leaves: readonly (readonly [string, string])[] = [
  [
    'other names',
    'alter table profile rename constraint profile_nickname_key to uq; alter table "user" rename constraint user_token_condition to ck',
  ],
  [
    'a check written otherwise',
    `alter table course_member drop constraint course_member_student_valid;
     alter table course_member add constraint has_group
       check ((((course_role_id)::text <> ('_student')::text) OR ((course_group_id IS NOT NULL))))`,
  ],
  ['a unique index over all rows', 'drop index user_email_key; create unique index on "user" (email)'],
  [
    'a unique index over fewer columns',
    `alter table course_family drop constraint course_family_organization_id_path_key;
     create unique index on course_family (path)`,
  ],
  [
    'a unique index that carries a column along',
    `alter table profile drop constraint profile_nickname_key;
     create unique index on profile (nickname) include (url)`,
  ],
  [
    'a unique key and a foreign key with their columns in another order',
    `alter table course_group drop constraint course_group_course_id_id_key cascade;
     alter table course_group add unique (id, course_id);
     alter table course_member add foreign key (course_group_id, course_id) references course_group (id, course_id)`,
  ],
  ['a shorter column', 'alter table profile alter nickname type varchar(30)'],
  ['a column of fixed length', 'alter table profile alter nickname type char(30)'],
  [
    'an enum of another name with fewer values',
    `create type tone as enum ('blue', 'red'); alter table course_content_type alter color type tone using color::text::tone`,
  ],
];

/** What only later versions know. */
export const later: typeof takes = [
  [
    'a check that is not enforced',
    `alter table course_member drop constraint course_member_student_valid;
     alter table course_member add constraint course_member_student_valid
       check (course_role_id <> '_student' or course_group_id is not null) not enforced`,
    'course_member_student_valid',
  ],
  [
    'a foreign key that is not enforced',
    'alter table profile alter constraint profile_user_id_fkey not enforced',
    'profile_user_id_fkey',
  ],
  [
    'a column whose not null is not validated',
    `alter table course alter path drop not null;
     alter table course add constraint course_path_not_null not null path not valid`,
    'course_path_not_null',
  ],
];
