import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fingerprint, readCatalogOf } from '../../../src/database/catalog.ts';
import { consequencesOf } from '../../../src/database/draft/consequences.ts';
import { createMigration } from '../../../src/database/draft/create.ts';
import { migrations } from '../../../src/database/migrate.ts';
import type { Domain } from '../../../src/domain.ts';
import { domains, practice } from '../../../src/domains.ts';
import { freshDatabase, servers, serverUrl } from '../../support/database.ts';
import { temporaryFolder } from '../../support/project.ts';
import { folderOfMigrations, manifest, modules } from './folder.ts';
import { firstLibrary, secondLibrary } from './libraries.ts';

const at = new Date('2026-03-04T05:06:07Z');

describe.each(servers)('creating a migration on PostgreSQL $version', ({ version }) => {
  const create = (domain: Domain, name: string) => createMigration(domain, serverUrl(version), name, at);

  it('from nothing, and from what was there; each goes up and down, and leaves no drift', async () => {
    const { url, client } = await freshDatabase({ version });
    const structure = async () =>
      fingerprint(await readCatalogOf(client, ['shelves', 'books', 'loans', 'readers'], []));
    const folder = folderOfMigrations();
    const [first, second] = [firstLibrary(folder), secondLibrary(folder)];

    expect((await create(first, 'shelves_and_books'))?.down).toBeDefined();
    await migrations(first, url).up();
    expect(await migrations(first, url).check()).toMatchObject({ ormDiff: [], catalogDiff: [] });
    expect(await create(first, 'nothing_more')).toBeUndefined();
    const before = await structure();

    const created = await create(second, 'labels');
    // Lines of a file, where a function has some.
    expect(created?.up).toEqual(
      expect.arrayContaining([
        `alter type public.shelf_kind add value 'atlas' before 'novel'`,
        `alter type public.shelf_kind add value 'comic' after 'novel'`,
        'create sequence book_numbers',
        'drop function unused()',
        'drop table "loans"',
      ]),
    );
    expect(consequencesOf(created?.up ?? []).sort()).toEqual([
      'The rows of "loans" go.',
      'The values of "books"."lent" go.',
      'The values of "books"."mark" stay, as "signature": see whether it is meant so.',
    ]);
    await migrations(second, url).up();
    expect(await migrations(second, url).check()).toMatchObject({ ormDiff: [], catalogDiff: [] });
    await client.query(`insert into readers values (gen_random_uuid(), 'ada@example.org')`);
    await migrations(second, url).down();
    expect((await structure()).replace('extension citext: in schema public\n', '')).toBe(before);
    expect(readdirSync(folder)).toEqual([
      'Migration20260304050607_shelves_and_books.ts',
      'Migration20260304050608_labels.ts',
    ]);
  });
});

describe('creating a migration', () => {
  const url = serverUrl(18);
  const create = (domain: Domain) => createMigration(domain, url, 'tracks_of_all', at);

  it.each(domains)('is not needed for $name', async (domain) => {
    expect(await create(domain)).toBeUndefined();
  });

  it('writes a file that can be read', async () => {
    const created = await create({ ...practice, migrations: folderOfMigrations() });
    const source = readFileSync(created?.path ?? '', 'utf8');
    expect(source).toContain(`import { Migration } from '@mikro-orm/migrations';

/** Tracks of all. */
export class Migration20260304050607_tracks_of_all extends Migration {
  override up(): void {
    this.addSql(\`create table "tracks" (
      "id" uuid not null,
      "slug" varchar(255) not null,`);
    expect(source).toMatch(
      /\n {2}override down\(\): void \{\n(.*\n)* {4}this\.addSql\(`drop table "tracks"`\);\n/,
    );
  });

  it('writes JavaScript where there is no TypeScript', async () => {
    const folder = temporaryFolder();
    symlinkSync(modules, join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), manifest);
    const created = await create({ ...practice, migrations: pathToFileURL(`${folder}/`) });
    expect(created?.path).toMatch(/\.js$/);
    expect(readFileSync(created?.path ?? '', 'utf8')).toContain('\n  up() {\n');
  });

  it('refuses what no statement is found for, and writes nothing', async () => {
    const folder = folderOfMigrations();
    await create({ ...practice, migrations: folder });
    const files = readdirSync(folder);
    const secured = {
      ...practice,
      migrations: folder,
      epilogue: ['alter table tracks force row level security'],
    };
    await expect(create(secured)).rejects.toMatchObject({
      code: 'draft_incomplete',
      details: { differences: [expect.stringMatching(/^~ table tracks differs: expected .* forced/)] },
    });
    expect(readdirSync(folder)).toEqual(files);
  });

  it('refuses what PostgreSQL refuses, and writes nothing', async () => {
    const { path = '' } = (await create({ ...practice, migrations: folderOfMigrations() })) ?? {};
    // A row that the entities do not allow.
    const row = `this.addSql(\`insert into tracks (id, slug, subject, created_at) values (gen_random_uuid(), 'a', 'math', now())\`);`;
    const source = readFileSync(path, 'utf8')
      .replace('"title" text not null', '"title" text null')
      .replace(/\n {2}\}\n\n {2}override down/, `\n    ${row}$&`);
    const folder = folderOfMigrations();
    mkdirSync(folder);
    writeFileSync(new URL(basename(path), folder), source);
    await expect(create({ ...practice, migrations: folder })).rejects.toMatchObject({
      code: 'draft_refused',
      details: { statement: expect.stringContaining('set not null') },
    });
    expect(readdirSync(folder)).toEqual([basename(path)]);
  });

  it('refuses the folder of an installed package', async () => {
    const folder = pathToFileURL(`${temporaryFolder()}/node_modules/seedbed/migrations/`);
    await expect(create({ ...practice, migrations: folder })).rejects.toMatchObject({
      code: 'migrations_published',
      kind: 'usage',
    });
  });

  it('leaves no database behind', async () => {
    const { client } = await freshDatabase();
    const scratch = async () => {
      const { rows } = await client.query<{ datname: string }>(
        `select datname from pg_database where datname like 'seedbed_check_%'`,
      );
      return rows.map(({ datname }) => datname);
    };
    // Those of other test files go too.
    const seen = await scratch();
    const left = async () => (await scratch()).filter((name) => seen.includes(name));
    await expect.poll(left, { timeout: 20_000 }).toEqual([]);
  });
});
