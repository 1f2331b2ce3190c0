import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { fingerprint, readCatalog } from '../../src/database/catalog.ts';
import { migrations } from '../../src/database/migrate.ts';
import { migrationScript } from '../../src/database/migration-script.ts';
import { historyTable, migrationNames } from '../../src/database/migration-status.ts';
import type { Domain } from '../../src/domain.ts';
import { domains, procurement } from '../../src/domains.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { migrationsIn } from '../support/written-migrations.ts';

const structure = async (client: pg.Client, domain: Domain) => fingerprint(await readCatalog(client, domain));

/** The ORM's own table, with its columns, defaults, keys and sequences. */
async function history(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(
    `select attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid),
       (select array_agg(conname || pg_get_constraintdef(oid)) from pg_constraint where conrelid = attrelid and contype = 'p'),
       pg_get_serial_sequence('${historyTable}', attname)
     from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
     where attrelid = '${historyTable}'::regclass and attnum > 0 order by attnum`,
  );
  return rows;
}

describe.each(servers)('a script of migrations on PostgreSQL $version', ({ version }) => {
  it.each(domains)('makes of an empty database what up makes: $name', async (domain) => {
    const { url, client } = await freshDatabase({ version });
    const { client: usual } = await freshDatabase({ version, template: domain.name });
    await client.query(`set search_path to pg_catalog`);
    await client.query(await migrationScript(domain));
    await client.query('set search_path to public');
    expect(await structure(client, domain)).toBe(await structure(usual, domain));
    expect(await history(client)).toEqual(await history(usual));
    const { executed, pending } = await migrations(domain, url).status();
    expect(pending).toEqual([]);
    expect(executed.map(({ name }) => name)).toEqual(await migrationNames(domain));
    // The sequence of the ORM's table goes on.
    expect(await migrations(domain, url).up()).toEqual([]);

    await client.query(await migrationScript(domain, { from: executed.at(-1)?.name ?? '', to: 0 }));
    const { rows } = await client.query(`select from pg_tables where schemaname in ('public', 'interfaces')`);
    expect(rows).toEqual([]);
  });

  it('goes from each migration to each other one, and back', async () => {
    const { url, client: byHand } = await freshDatabase({ version });
    const { client } = await freshDatabase({ version });
    const places = [0, ...(await migrationNames(procurement))] as const;
    const structures = [await structure(byHand, procurement)];
    for (const to of places) {
      if (to === 0) continue;
      await migrations(procurement, url).up({ to });
      structures.push(await structure(byHand, procurement));
    }
    for (const [i, from] of places.entries()) {
      for (const [j, to] of places.entries()) {
        if (j <= i) continue;
        await client.query(await migrationScript(procurement, { from, to }));
        expect(await structure(client, procurement)).toBe(structures[j]);
        await client.query(await migrationScript(procurement, { from: to, to: from }));
        expect(await structure(client, procurement)).toBe(structures[i]);
      }
      const next = places[i + 1];
      if (next !== undefined) await client.query(await migrationScript(procurement, { from, to: next }));
    }
  });
});

describe('a script of migrations', () => {
  it('is refused by a database that is not where it begins, which stays as it was', async () => {
    const { url, client } = await freshDatabase({ template: 'procurement' });
    const [first = '', second = ''] = await migrationNames(procurement);
    await migrations(procurement, url).down({ to: second });
    const before = await structure(client, procurement);
    for (const range of [{}, { from: first }, { from: first, to: second }]) {
      await expect(client.query(await migrationScript(procurement, range))).rejects.toThrow(
        'not for this database: some of these migrations have run here',
      );
      await client.query('rollback');
    }
    const { executed } = await migrations(procurement, url).status();
    const back = await migrationScript(procurement, {
      from: (await migrationNames(procurement)).at(-1) ?? '',
      to: first,
    });
    await expect(client.query(back)).rejects.toThrow('some of these migrations have not run here');
    await client.query('rollback');
    expect(await structure(client, procurement)).toBe(before);
    expect((await migrations(procurement, url).status()).executed).toEqual(executed);
  });

  it('is empty where nothing is between its ends, and refuses those that are none', async () => {
    const [first = ''] = await migrationNames(procurement);
    expect(await migrationScript(procurement, { from: first, to: first })).toBe('');
    const error = { code: 'unknown_migration', details: { migration: 'nowhere' } };
    await expect(migrationScript(procurement, { from: 'nowhere' })).rejects.toMatchObject(error);
    await expect(migrationScript(procurement, { to: 'nowhere' })).rejects.toMatchObject(error);
  });

  it('holds statements however they were added, and refuses migrations that ask the database', async () => {
    const domain = {
      ...procurement,
      migrations: migrationsIn(temporaryFolder(), {
        Migration1_values: `this.addSql("create table note (text text) -- of a user;");
        this.addSql(raw("insert into note values (?)", ["it's"]));`,
        Migration2_asks: 'return this.execute("select 1");',
      }),
    };
    const { client } = await freshDatabase();
    await client.query(await migrationScript(domain, { to: 'Migration1_values' }));
    expect((await client.query('select text from note')).rows).toEqual([{ text: "it's" }]);
    await expect(migrationScript(domain)).rejects.toMatchObject({
      code: 'migration_needs_connection',
      details: { migration: 'Migration2_asks' },
    });
    await expect(migrationScript(domain, { from: 'Migration1_values', to: 0 })).rejects.toMatchObject({
      code: 'migration_irreversible',
      details: { migration: 'Migration1_values' },
    });
  });
});
