import { Migration } from '@mikro-orm/migrations';

/** The status of request forms, and whose they are. */
export class Migration20250904080100_porf_status extends Migration {
  override up(): void {
    this.addSql(`alter table users
      add organisation_id int references organisations on delete set null on update restrict`);

    this.addSql(`alter table porfs
      add status varchar(20) not null default 'draft',
      add user_id int references users on delete set null on update restrict,
      add organisation_id int references organisations on delete set null on update restrict,
      add check (status in ('draft', 'pending', 'approved', 'rejected', 'cancelled'))`);
    this.addSql(`create index on porfs (status)`);
    this.addSql(`create index on porfs (user_id)`);
    this.addSql(`create index on porfs (organisation_id)`);
  }

  override down(): void {
    this.addSql(`alter table porfs drop organisation_id, drop user_id, drop status`);
    this.addSql(`alter table users drop organisation_id`);
  }
}
