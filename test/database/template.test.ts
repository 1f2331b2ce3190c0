import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { askOn } from '../../src/database/ask.ts';
import { connect } from '../../src/database/connect.ts';
import { createMarked } from '../../src/database/marked/databases.ts';
import { newMaker, wipName } from '../../src/database/marked/names.ts';
import { Templates } from '../../src/database/template.ts';
import { servers } from '../support/database.ts';
import { until } from '../support/until.ts';
import { fill, recipe, templateUsers } from './template/users.ts';

describe.each(servers)('templates on PostgreSQL $version', ({ version }) => {
  const place = templateUsers(version);
  const { user, leave, mine } = place;

  async function wordsIn(at: string): Promise<string[]> {
    const client = await connect(at);
    const { rows } = await client.query<{ word: string }>('select word from word order by word');
    await client.end();
    return rows.map(({ word }) => word);
  }

  test('are built once, sealed, found again, and copied', async () => {
    const first = await user();
    let builds = 0;
    const build = async (at: string) => {
      builds++;
      await fill(at);
    };
    const name = await first.ensure(recipe, build);
    const { rows } = await place.admin.query(
      `select datistemplate, datallowconn, shobj_description(oid, 'pg_database') as comment
       from pg_database where datname = $1`,
      [name],
    );
    expect(rows).toEqual([
      {
        datistemplate: true,
        datallowconn: false,
        comment: expect.stringMatching(/^made by seedbed: .*"kind":"template".*"about":"library, shelves"/),
      },
    ]);

    const second = await user();
    expect(await second.ensure(recipe, build)).toBe(name);
    expect(await second.ensure(recipe, build)).toBe(name);
    expect(builds).toBe(1);

    const one = await first.clone(name);
    const other = await second.clone(name);
    expect(one.name).not.toBe(other.name);
    const client = await connect(one.url);
    await client.query(`insert into word values ('three')`);
    await client.end();
    expect(await wordsIn(one.url)).toEqual(['one', 'three', 'two']);
    expect(await wordsIn(other.url)).toEqual(['one', 'two']);
    await first.drop(one);
    await second.drop(other);
    expect(await mine()).toEqual([name]);
  });

  test('are another when anything that they are made from is', async () => {
    const templates = await user();
    const names = new Set<string>();
    for (const part of ['domain', 'foundation', 'dataset', 'source'] as const) {
      names.add(await templates.ensure({ ...recipe, [part]: 'other' }, (at) => fill(at)));
    }
    names.add(await templates.ensure(recipe, (at) => fill(at)));
    expect(names.size).toBe(5);
  });

  test('give way to what takes their place, and only to that, once nobody uses them', async () => {
    const olds = await user();
    const [oldSource, otherDataset, otherDomain] = [
      await olds.ensure({ ...recipe, source: 'old' }, (at) => fill(at)),
      await olds.ensure({ ...recipe, dataset: 'other' }, (at) => fill(at)),
      await olds.ensure({ ...recipe, domain: 'other', foundation: 'older' }, (at) => fill(at)),
    ];
    const current = await user();
    const name = await current.ensure({ ...recipe, source: 'new' }, (at) => fill(at));
    expect(await mine()).toContain(oldSource); // still used
    await leave(olds);

    const later = await user();
    expect(await later.ensure({ ...recipe, source: 'new' }, (at) => fill(at))).toBe(name);
    const left = await mine();
    expect(left).not.toContain(oldSource);
    expect(left).toEqual(expect.arrayContaining([name, otherDataset, otherDomain]));

    const migrated = await (await user()).ensure({ ...recipe, foundation: 'newer' }, (at) => fill(at));
    expect(await mine()).toEqual(expect.arrayContaining([name, migrated])); // others use it
    await leave(current);
    await leave(later);
    const after = await user();
    await after.ensure({ ...recipe, foundation: 'newer' }, (at) => fill(at));
    const last = await mine();
    expect(last).not.toContain(name);
    expect(last).not.toContain(otherDataset); // it rested on the old foundation
    expect(last).toEqual(expect.arrayContaining([migrated, otherDomain]));
  });

  test('leave nothing behind when building them fails, and are built by the next who asks', async () => {
    const templates = await user();
    const wanted = { ...recipe, dataset: 'failing' };
    const earlier = await mine();
    const failing = templates.ensure(wanted, async (at) => {
      await fill(at);
      throw new Error('no paper left');
    });
    await expect(failing).rejects.toThrow('no paper left');
    expect(await mine()).toEqual(earlier);
    const name = await templates.ensure(wanted, (at) => fill(at));
    expect(await mine()).toContain(name);
  });

  test('half-built and sealed ones heal, whoever was killed', async () => {
    const templates = await user();
    const wanted = { ...recipe, dataset: 'half' };
    const { rows } = await place.admin.query<{ name: string }>('select current_database() as name');
    const half = wipName(rows[0]?.name ?? '', newMaker(), 1);
    // As a builder leaves it that was killed right before the last step.
    const clauses = 'is_template true allow_connections false';
    await createMarked(askOn(place.admin), half, clauses, { kind: 'wip', by: 'ada' });
    const name = await (await user()).ensure(wanted, (at) => fill(at, 'whole'));
    expect(await mine()).not.toContain(half);
    const clone = await templates.clone(name);
    expect(await wordsIn(clone.url)).toEqual(['whole']);
    await templates.drop(clone);
  });

  test('are copied in the background for those who ask next; what is left of that goes with the next process', async () => {
    const templates = await user();
    const name = await templates.ensure(recipe, (at) => fill(at));
    const earlier = await mine();
    const made = async () => (await mine()).filter((one) => !earlier.includes(one));
    const one = await templates.take(name);
    templates.fillPool(name, one);
    await until(async () => (await made()).length === 2);
    const [ready] = (await made()).filter((database) => database !== one.name);
    const other = await templates.take(name);
    expect(other.name).toBe(ready);
    expect(await wordsIn(other.url)).toEqual(['one', 'two']);
    await other.leave();
    templates.fillPool(name, other); // two in use, so that there will be two
    await until(async () => (await made()).length === 4);
    await templates.dropTemplates();
    expect(await made()).toEqual([one.name, other.name]);

    templates.fillPool(await templates.ensure(recipe, (at) => fill(at)), one);
    await until(async () => (await made()).length === 4);
    await leave(templates);
    await user();
    expect(await made()).toEqual([]);
  });

  test('those that are ready have a connection, and get another one where that is lost', async () => {
    const templates = await user();
    const name = await templates.ensure(recipe, (at) => fill(at));
    const one = await templates.take(name);
    const connections = async (): Promise<{ pid: number }[]> => {
      const { rows } = await place.admin.query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = any($1) and datname <> $2 and backend_type = 'client backend'`,
        [await mine(), one.name],
      );
      return rows;
    };
    templates.fillPool(name, one);
    await until(async () => (await connections()).length === 1);
    const ready = await templates.take(name);
    const [opened] = await connections();
    const client = await ready.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    expect(rows).toEqual([opened]);
    await client.end();
    await templates.drop(ready);

    templates.fillPool(name, one);
    await until(async () => (await connections()).length === 1);
    await place.admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where pid = $1', [
      (await connections())[0]?.pid,
    ]);
    const other = await (await templates.take(name)).connect();
    await expect(other.query('select word from word')).resolves.toMatchObject({ rowCount: 2 });
    await other.end();
  });

  test('a clone that somebody looks into stays, until they are gone', async () => {
    const dying = await user();
    const name = await dying.ensure(recipe, (at) => fill(at));
    const clone = await dying.clone(name);
    const watcher = await connect(clone.url);
    await leave(dying);
    await user();
    expect(await mine()).toContain(clone.name);
    await watcher.end();
    await until(async () => {
      const { rowCount } = await place.admin.query('select from pg_stat_activity where datname = $1', [
        clone.name,
      ]);
      return rowCount === 0;
    });
    await user();
    expect(await mine()).not.toContain(clone.name);
  });

  test('connections that are left open to a clone are named, and end with it', async () => {
    const templates = await user();
    const clone = await templates.clone(await templates.ensure(recipe, (at) => fill(at)));
    const leak = new pg.Client({ connectionString: clone.url, application_name: 'grade book' });
    leak.on('error', () => {});
    await leak.connect();
    await leak.query('select  word from word');
    const error: unknown = await templates.drop(clone).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'connections_leaked' });
    expect(error).toMatchObject({
      message: `The test left a connection to ${clone.name} open (grade book, last: select word from word).`,
    });
    expect(await mine()).not.toContain(clone.name);
    await expect(leak.query('select 1')).rejects.toThrow();
  });

  test('a user who may not create databases is told so', async () => {
    const role = `tester_${version}`;
    await place.admin.query(`create role ${role} login password 'test'`);
    const asRole = new URL(place.url);
    [asRole.username, asRole.password] = [role, 'test'];
    const templates = await Templates.open(asRole.toString(), () => {});
    await expect(templates.ensure(recipe, (at) => fill(at))).resolves.toBeDefined(); // found
    const other = { ...recipe, dataset: 'forbidden' };
    await expect(templates.ensure(other, (at) => fill(at))).rejects.toMatchObject({
      code: 'database_creation_refused',
    });
    await templates.close();
    await place.admin.query(`drop role ${role}`);
  });
});
