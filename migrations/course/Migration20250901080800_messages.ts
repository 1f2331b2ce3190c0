import { Migration } from '@mikro-orm/migrations';

const audit = `id uuid primary key default uuid_generate_v4(),
      version bigint not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      properties jsonb,
      created_by uuid references "user" on delete set null on update restrict,
      updated_by uuid references "user" on delete set null on update restrict`;

/** Messages about a course or a part of it, and who has read them. */
export class Migration20250901080800_messages extends Migration {
  override up(): void {
    this.addSql(`create table codeability_message (
      ${audit},
      type codeability_message_type not null,
      sender uuid not null references "user" on delete cascade on update restrict,
      course_id uuid references course on delete cascade on update restrict,
      course_group_id uuid references course_group on delete cascade on update restrict,
      course_member_id uuid references course_member on delete cascade on update restrict,
      course_content_id uuid references course_content on delete cascade on update restrict,
      message varchar(4096) not null
    )`);
    this.addSql(`create index on codeability_message (course_id)`);
    this.addSql(`create index on codeability_message (course_group_id)`);
    this.addSql(`create index on codeability_message (course_member_id)`);
    this.addSql(`create index on codeability_message (course_content_id)`);

    this.addSql(`create table codeability_message_read (
      message_id uuid not null references codeability_message on delete cascade on update restrict,
      user_id uuid not null references "user" on delete cascade on update restrict,
      read_at timestamptz not null default now(),
      primary key (message_id, user_id)
    )`);
    this.addSql(`create index on codeability_message_read (message_id)`);
    this.addSql(`create index on codeability_message_read (user_id)`);
  }

  override down(): void {
    this.addSql(`drop table codeability_message_read`);
    this.addSql(`drop table codeability_message`);
  }
}
