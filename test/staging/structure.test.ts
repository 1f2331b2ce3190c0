import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCatalogs } from '../../src/staging/structure/catalogs.ts';
import { comparedColumns, definitions } from '../../src/staging/structure/columns.ts';
import { exceptedCatalogs, exceptedColumns } from '../../src/staging/structure/exceptions.ts';
import { differencesBetween } from '../../src/staging/structure/structure.ts';
import { everyServer, freshDatabase } from '../support/database.ts';
import { inNamesOf, makeOdd, oddRoles } from './odd-structure.ts';

/** What somebody has looked at and found that it is to be compared: a line a catalog. */
const known = new Map(
  readFileSync(new URL('compared-columns.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(': '))
    .map(([catalog = '', columns = '']) => [catalog, new Set(columns.split(' '))]),
);

/** A change each, with the line that tells of it. */
const changes: readonly (readonly [string, RegExp])[] = [
  ['alter table wide set (toast.autovacuum_enabled = true)', /^~ class odd\.wide differs in .*toast_options/],
  ['alter table wide set (fillfactor = 90)', /^~ class odd\.wide differs in .*reloptions/],
  ['alter table wide replica identity default', /^~ class odd\.wide differs in .*relreplident/],
  ['alter table ring no force row level security', /^~ class odd\.ring differs in relforcerowsecurity/],
  ['alter table quick set logged', /^~ class odd\.quick differs in .*relpersistence/],
  ['alter table quick owner to odd_reader', /^~ class odd\.quick differs in .*relowner/],
  [
    'revoke grant option for select (label) on wide from odd_reader',
    /^~ attribute odd\.wide\.label differs in .*attacl/,
  ],
  [
    'alter table wide alter label set statistics 3',
    /^~ attribute odd\.wide\.label differs in .*attstattarget/,
  ],
  [
    'alter table wide alter label reset (n_distinct)',
    /^~ attribute odd\.wide\.label differs in .*attoptions/,
  ],
  ['alter table wide alter note set storage main', /^~ attribute odd\.wide\.note differs in .*attstorage/],
  [
    'alter table wide alter note set compression default',
    /^~ attribute odd\.wide\.note differs in .*attcompression/,
  ],
  [
    'alter index wide_label alter column 1 set statistics 2',
    /^~ attribute odd\.wide_label\."1" differs in attstattarget/,
  ],
  [
    'alter table wide cluster on wide_pkey; alter table wide set without cluster',
    /^~ index odd\.wide_pkey differs in indisclustered/,
  ],
  [`alter table wide alter feeling set default 'sad'`, /^~ attrdef odd\.wide\.feeling differs in adbin/],
  ['alter table ring validate constraint later', /^~ constraint odd\.ring\.later differs in .*convalidated/],
  [
    'alter table ring alter constraint ring_next_fkey not deferrable',
    /^~ constraint odd\.ring\.ring_next_fkey differs in /,
  ],
  [
    'alter table ring disable trigger all',
    /^~ trigger odd\.ring\.odd\.ring\.ring_next_fkey\.\d+ differs in .*tgenabled/,
  ],
  ['alter table wide enable replica trigger stamp', /^~ trigger odd\.wide\.stamp differs in tgenabled/],
  ['alter table quick enable rule swallow', /^~ rewrite odd\.quick\.swallow differs in ev_enabled/],
  ['alter policy mine on wide to odd_writer', /^~ policy odd\.wide\.mine differs in polroles/],
  [`alter view seen set (check_option = cascaded)`, /^~ class odd\.seen differs in reloptions/],
  ['alter statistics wide_both set statistics 5', /^~ statistic_ext odd\.wide_both differs in stxstattarget/],
  [`alter type mood rename value 'so so' to 'fine'`, /^- enum odd\.mood\."so so" is missing/],
  ['alter domain positive drop constraint over_zero', /^- constraint odd\.positive\.over_zero is missing/],
  ['alter sequence numbers cache 9', /^~ sequence odd\.numbers differs in seqcache/],
  ['alter sequence numbers owned by none', /^- depend .*odd\.numbers.*size.*"a"/],
  ['alter function total(int, int[]) cost 9', /^~ proc odd\.total\(.*\) differs in procost/],
  [
    `alter function stamp() set work_mem = '5MB'`,
    /^~ proc odd\.stamp\(\)? ?differs in proconfig|^~ proc odd\.stamp.*proconfig/,
  ],
  ['alter function stamp() no depends on extension hstore', /^- depend .*odd\.stamp.*hstore.*"x"/],
  ['alter function public.hstore(text, text) cost 7', /^~ proc public\.hstore\(.*procost/],
  ['grant execute on function public.hstore(text, text) to public', /^~ proc public\.hstore\(.*proacl/],
  ['alter extension hstore drop function public.akeys(public.hstore)', /^- depend .*akeys.*hstore.*"e"/],
  ['alter default privileges in schema odd revoke select on tables from odd_reader', /^- default_acl \S*odd/],
  ['revoke all on language plpgsql from odd_reader', /^~ language plpgsql differs in lanacl/],
  ['alter publication parts drop table parent', /^- publication_rel .*odd\.parent/],
  [`alter publication parts set (publish = 'insert, update')`, /^~ publication parts differs in pubupdate/],
  ['alter event trigger spying disable', /^~ event_trigger spying differs in evtenabled/],
  [`alter server other options (set host 'db.example.net')`, /^~ foreign_server other differs in srvoptions/],
  [
    `alter user mapping for odd_reader server other options (set password 'other')`,
    /^~ user_mapping .*other.* differs in umoptions/,
  ],
  [
    `alter foreign table far options (add updatable 'false')`,
    /^~ foreign_table odd\.far differs in ftoptions/,
  ],
  ['drop cast (odd.pair as int)', /^- cast odd\.pair\.pg_catalog\.int4 is missing/],
  ['alter operator === (int, int) set (restrict = eqsel)', /^~ operator .*"===" differs in oprrest/],
  ['drop conversion latin', /^- conversion odd\.latin is missing/],
  [
    'alter text search dictionary simple_en (accept = false)',
    /^~ ts_dict odd\.simple_en differs in dictinitoption/,
  ],
  ['alter text search configuration conf drop mapping for url', /^- ts_config_map .*odd\.conf/],
  ['comment on policy mine on wide is null', /^- description .*mine/],
  ['create cast (int as pair) with inout', /^\+ cast pg_catalog\.int4\.odd\.pair is not/],
  ['alter table parted detach partition parted_early', /^- inherits odd\.parted_early/],
  ['revoke execute on function pg_catalog.now() from public', /^~ PostgreSQL's own rows of pg_proc differ/],
  ['alter database current connection limit 3', /^~ database this differs in datconnlimit/],
];

describe.each(everyServer)('the structure of databases on PostgreSQL $version', ({ version }) => {
  test('is every column of every catalog, but for those that are excepted with a reason', async () => {
    const { client } = await freshDatabase({ version });
    const catalogs = await readCatalogs(client);
    const unknown = catalogs.flatMap((catalog) =>
      comparedColumns(catalog)
        .filter((column) => !known.get(catalog.name)?.has(column))
        .map((column) => `${catalog.name}.${column}`),
    );
    expect(
      unknown,
      'compare them (test/staging/compared-columns.txt) or except them (exceptions.ts)',
    ).toEqual([]);
    const trees = catalogs.flatMap(({ name, columns }) =>
      columns.filter(([, type]) => type === 'pg_node_tree').map(([column]) => `${name}.${column}`),
    );
    expect(trees.filter((tree) => !(tree in definitions))).toEqual([]);
    const polymorphic = /^(ref)?(obj|class|obj)o?id$/;
    const unresolved = catalogs.flatMap((catalog) =>
      catalog.columns
        .filter(
          ([column, type]) =>
            /^(oid|oidvector|reg\w+)(\[\])?$/.test(type) && comparedColumns(catalog).includes(column),
        )
        .map(([column]) => column)
        .filter(
          (column) =>
            !polymorphic.test(column) && !catalog.references.some(({ columns }) => columns.includes(column)),
        )
        .map((column) => `${catalog.name}.${column}`),
    );
    expect(unresolved).toEqual([]);
    expect(
      catalogs
        .filter(({ name, key }) => key.length === 0 && name !== 'pg_depend' && !(name in exceptedCatalogs))
        .map(({ name }) => name),
    ).toEqual([]);
    const stale = Object.entries(exceptedColumns)
      .flatMap(([name, columns]) => Object.keys(columns).map((column) => ({ name, column })))
      .filter(
        ({ name, column }) =>
          !catalogs.some((one) => one.name === name && one.columns.some(([other]) => other === column)),
      );
    // Of the versions that we run on, each has some that the others do not have.
    expect(
      stale
        .map(({ column }) => column)
        .filter((column) => !/^(attcacheoff|relallfrozen|dathasloginevt)$/.test(column)),
    ).toEqual([]);
  });

  test('equals that of another one with other OIDs, and every change is noticed', async () => {
    const [one, other] = [await freshDatabase({ version }), await freshDatabase({ version })];
    const roles = await oddRoles(version);
    await makeOdd(one.client, roles);
    await other.client.query('create table t (id serial, text text); drop table t');
    await makeOdd(other.client, roles);
    expect(await differencesBetween(one.client, other.client)).toEqual([]);
    const { rows } = await other.client.query<{ name: string }>('select current_database() as name');
    await other.client.query('begin; set local search_path = odd, public');
    for (const [statement] of changes) {
      await other.client.query(
        inNamesOf(statement, roles).replace('database current', `database ${rows[0]?.name}`),
      );
    }
    await other.client.query('set local search_path = pg_catalog, pg_temp');
    const found = await differencesBetween(one.client, other.client);
    await other.client.query('rollback');
    const unseen = changes.filter(([, line]) => !found.some((one) => line.test(one)));
    expect(
      unseen.map(([statement]) => statement),
      found.join('\n'),
    ).toEqual([]);
  });

  test('is the same whether an index was made before its column had the present name or after', async () => {
    const [old, recent] = [await freshDatabase({ version }), await freshDatabase({ version })];
    await old.client.query(`
      create table public.visit (id int primary key, grp int, room int, unique (grp, room));
      create index visit_team on public.visit (grp) include (room);
      alter table public.visit rename grp to team`);
    await recent.client.query(`
      create table public.visit (id int primary key, team int, room int);
      alter table public.visit add constraint visit_grp_room_key unique (team, room);
      create index visit_team on public.visit (team) include (room)`);
    expect(await differencesBetween(old.client, recent.client)).toEqual([]);
    await recent.client.query(
      'drop index public.visit_team; create index visit_team on public.visit (room) include (team)',
    );
    expect(await differencesBetween(old.client, recent.client)).not.toEqual([]);
  });
});
