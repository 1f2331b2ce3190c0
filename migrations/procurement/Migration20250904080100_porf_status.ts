import { Migration } from '@mikro-orm/migrations';

/** The status of request forms, and whose they are. */
export class Migration20250904080100_porf_status extends Migration {
  override up(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`alter table public.users
      add organisation_id int references public.organisations on delete set null on update restrict`);

    this.addSql(`alter table public.porfs
      add status varchar(20) not null default 'draft',
      add user_id int references public.users on delete set null on update restrict,
      add organisation_id int references public.organisations on delete set null on update restrict,
      add check (status in ('draft', 'pending', 'approved', 'rejected', 'cancelled'))`);
    this.addSql(`create index on public.porfs (status)`);
    this.addSql(`create index on public.porfs (user_id)`);
    this.addSql(`create index on public.porfs (organisation_id)`);
  }

  override down(): void {
    this.addSql(`set local search_path to pg_catalog, pg_temp`);
    this.addSql(`alter table public.porfs drop organisation_id, drop user_id, drop status`);
    this.addSql(`alter table public.users drop organisation_id`);
  }
}
