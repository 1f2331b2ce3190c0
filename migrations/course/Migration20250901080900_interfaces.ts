import { Migration } from '@mikro-orm/migrations';

const inherited: readonly (readonly [string, readonly string[]])[] = [
  ['user', ['resource', 'archivable', 'number']],
  ['profile', ['resource', 'avatar']],
  ['student_profile', ['resource']],
  ['account', ['resource']],
  ['session', ['resource']],
  ['role', ['string_id', 'title_description']],
  ['group', ['resource', 'slugged']],
  ['organization', ['resource', 'number', 'title_description', 'archivable', 'contact', 'address']],
  ['course_family', ['resource', 'title_description']],
  ['course', ['resource', 'title_description']],
  ['execution_backend', ['resource']],
  ['course_role', ['string_id', 'title_description']],
  ['course_group', ['resource', 'title_description']],
  ['course_member', ['resource']],
  ['course_content_kind', ['string_id', 'title_description']],
  ['course_content_type', ['resource', 'slugged']],
  ['course_content', ['resource', 'archivable', 'title_description']],
  ['course_submission_group', ['resource']],
  ['course_submission_group_member', ['resource']],
  ['result', ['resource']],
  ['codeability_message', ['resource']],
];

/** One empty table for each group of columns that tables share; a query on it reads them all. */
export class Migration20250901080900_interfaces extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`create schema interfaces`);
    this.addSql(`create table interfaces.string_id (id varchar(255) not null)`);
    this.addSql(`create table interfaces.resource (
      id uuid not null,
      version bigint not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      created_by uuid,
      updated_by uuid,
      properties jsonb
    )`);
    this.addSql(`create table interfaces.archivable (archived_at timestamptz)`);
    this.addSql(`create table interfaces.title_description (title varchar(255), description varchar(4096))`);
    this.addSql(
      `create table interfaces.slugged (slug varchar(255) not null) inherits (interfaces.title_description)`,
    );
    this.addSql(`create table interfaces.number (number varchar(255))`);
    this.addSql(`create table interfaces.contact (
      email varchar(320),
      telephone varchar(255),
      fax_number varchar(255),
      url varchar(2048)
    )`);
    this.addSql(`create table interfaces.avatar (avatar_color integer, avatar_image varchar(2048))`);
    this.addSql(`create table interfaces.address (
      postal_code varchar(255),
      locality varchar(255),
      region varchar(255),
      country varchar(255),
      street_address varchar(1024)
    )`);

    for (const [table, parents] of inherited) {
      for (const parent of parents) this.addSql(`alter table public."${table}" inherit interfaces.${parent}`);
    }
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    for (const [table, parents] of inherited) {
      for (const parent of parents)
        this.addSql(`alter table public."${table}" no inherit interfaces.${parent}`);
    }
    this.addSql(`drop table interfaces.slugged`);
    this.addSql(`drop table interfaces.title_description`);
    this.addSql(`drop table interfaces.string_id`);
    this.addSql(`drop table interfaces.resource`);
    this.addSql(`drop table interfaces.archivable`);
    this.addSql(`drop table interfaces.number`);
    this.addSql(`drop table interfaces.contact`);
    this.addSql(`drop table interfaces.avatar`);
    this.addSql(`drop table interfaces.address`);
    this.addSql(`drop schema interfaces`);
  }
}
