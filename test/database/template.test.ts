import { once } from 'node:events';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import type { Recipe } from '../../src/database/template/names.ts';
import { Templates } from '../../src/database/template.ts';
import { ConnectionsLeakedError } from '../../src/errors/connections-leaked.ts';
import { DatabaseCreationRefusedError } from '../../src/errors/database-creation-refused.ts';
import { freshDatabase, servers } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { startScript } from '../support/script.ts';
import { until } from '../support/until.ts';

const recipe: Recipe = { domain: 'library', foundation: 'migrations', dataset: 'shelves', source: 'code' };

describe.each(servers)('templates on PostgreSQL $version', ({ version }) => {
  // Of its own, so that the databases of other test files are not in sight.
  let url: string;
  let admin: pg.Client;
  const opened: Templates[] = [];

  beforeAll(async () => {
    ({ url, client: admin } = await freshDatabase({ version }));
  });
  afterEach(async () => {
    for (const templates of [...opened]) await leave(templates);
  });
  afterAll(async () => {
    const last = await user();
    await last.dropTemplates();
    await last.close();
    expect(await mine()).toEqual([]);
  });

  /** As a process of its own would have it. */
  async function user(): Promise<Templates> {
    const templates = await Templates.open(url, () => {});
    opened.push(templates);
    return templates;
  }

  /** A process that has ended: its connection is gone. */
  async function leave(templates: Templates): Promise<void> {
    opened.splice(opened.indexOf(templates), 1);
    await templates.close();
    await othersGone();
  }

  /** A server notices a moment later that a client is gone. */
  async function othersGone(): Promise<void> {
    await until(async () => {
      const { rows } = await admin.query<{ holders: number }>(
        `select count(distinct pid)::int as holders from pg_locks where locktype = 'advisory'
           and database = (select oid from pg_database where datname = current_database())`,
      );
      return rows[0]?.holders === opened.length;
    });
  }

  async function mine(): Promise<string[]> {
    const { rows } = await admin.query<{ name: string }>(
      // Without those of other test files.
      `select datname as name from pg_database
       where datname ~ ('^seedbed_(tpl|clone)_' || left(encode(sha256(current_database()::text::bytea), 'hex'), 8))
       order by 1`,
    );
    return rows.map(({ name }) => name);
  }

  async function fill(at: string, words = 'one, two'): Promise<void> {
    const client = await connect(at);
    await client.query(`create table word as select unnest(string_to_array('${words}', ', ')) as word`);
    await client.end();
  }

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
    const { rows } = await admin.query(
      `select datistemplate, datallowconn, shobj_description(oid, 'pg_database') as comment
       from pg_database where datname = $1`,
      [name],
    );
    expect(rows).toEqual([
      { datistemplate: true, datallowconn: false, comment: 'seedbed: library, shelves' },
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
    const name = await templates.ensure(wanted, (at) => fill(at, 'whole'));
    await templates.dropTemplates();
    // As a builder leaves it that was killed right before the last step.
    await admin.query(`create database "${name}_wip" is_template true allow_connections false`);
    expect(await (await user()).ensure(wanted, (at) => fill(at, 'whole'))).toBe(name);
    expect(await mine()).not.toContain(`${name}_wip`);
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
    templates.fillStock(name, one);
    await until(async () => (await made()).length === 2);
    const [ready] = (await made()).filter((database) => database !== one.name);
    const other = await templates.take(name);
    expect(other.name).toBe(ready);
    expect(await wordsIn(other.url)).toEqual(['one', 'two']);
    templates.fillStock(name, other); // two in use, so that there will be two
    await until(async () => (await made()).length === 4);
    await templates.dropTemplates();
    expect(await made()).toEqual([one.name, other.name]);

    templates.fillStock(await templates.ensure(recipe, (at) => fill(at)), one);
    await until(async () => (await made()).length === 4);
    await leave(templates);
    await user();
    expect(await made()).toEqual([]);
  });

  test('are built once by processes that race for one', async () => {
    const wanted = { ...recipe, dataset: 'raced' };
    const racers = Array.from({ length: 4 }, () => startScript(racer(wanted), { cwd: temporaryFolder() }));
    const outputs = await Promise.all(racers.map(outputOf));
    expect(outputs.map(({ words }) => words)).toEqual(racers.map(() => ['built']));
    expect(outputs.filter(({ built }) => built)).toHaveLength(1);
    expect(new Set(outputs.map(({ name }) => name)).size).toBe(1);
    expect(new Set(outputs.map(({ clone }) => clone)).size).toBe(4);
  });

  test('of a killed builder is built by the one that waits, and its clones go with the next', async () => {
    const wanted = { ...recipe, dataset: 'killed' };
    const cwd = temporaryFolder();
    const victim = startScript(racer(wanted, 'await new Promise(() => setInterval(() => {}, 1e6));'), {
      cwd,
    });
    await until(async () => (await mine()).some((name) => name.endsWith('_wip')));
    const heir = outputOf(startScript(racer(wanted), { cwd }));
    await until(async () => {
      const { rowCount } = await admin.query(
        `select from pg_locks where locktype = 'advisory' and not granted
           and database = (select oid from pg_database where datname = current_database())`,
      );
      return rowCount === 1;
    });
    victim.kill('SIGKILL');
    const { built, words, clone, name } = await heir;
    expect({ built, words }).toEqual({ built: true, words: ['built'] });
    expect(await mine()).toContain(clone); // nobody has released it
    await othersGone();
    await user();
    const left = await mine();
    expect(left).not.toContain(clone);
    expect(left).toContain(name);
    expect(left).not.toContain(`${name}_wip`);
  });

  /** A program that makes or finds the template, copies it, and says what came of it. */
  function racer(wanted: Recipe, whileBuilding = ''): string {
    return `
      import { Templates } from '$src/database/template.ts';
      import { connect } from '$src/database/connect.ts';
      const templates = await Templates.open(${JSON.stringify(url)}, () => {});
      let built = false;
      const name = await templates.ensure(${JSON.stringify(wanted)}, async (url) => {
        built = true;
        const client = await connect(url);
        await client.query("create table word as select 'built' as word");
        ${whileBuilding}
        await client.end();
      });
      const clone = await templates.take(name);
      templates.fillStock(name, clone);
      const client = await connect(clone.url);
      const { rows } = await client.query('select word from word');
      await client.end();
      console.log(JSON.stringify({ built, name, clone: clone.name, words: rows.map(({ word }) => word) }));`;
  }

  interface Output {
    readonly built: boolean;
    readonly name: string;
    readonly clone: string;
    readonly words: readonly string[];
  }

  /** The process ends by itself, though it has closed nothing. */
  async function outputOf(child: ReturnType<typeof startScript>): Promise<Output> {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    await once(child, 'close');
    // What `racer` prints.
    return JSON.parse(text) as Output;
  }

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
      const { rowCount } = await admin.query('select from pg_stat_activity where datname = $1', [clone.name]);
      return rowCount === 0;
    });
    await user();
    expect(await mine()).not.toContain(clone.name);
  });

  describe('within a run of a test suite', () => {
    afterEach(() => {
      delete process.env['SEEDBED_RUN'];
    });

    test('a clone may be kept, until a run begins when this one has ended', async () => {
      const runner = await user();
      await runner.beginRun();
      const worker = await user();
      const name = await worker.ensure(recipe, (at) => fill(at));
      const [kept, left] = [await worker.clone(name), await worker.clone(name)];
      expect(await worker.keep(kept)).toBe(true);
      await leave(worker);
      await runner.endRun();
      expect(await mine()).toContain(kept.name);
      expect(await mine()).not.toContain(left.name);

      const another = await user(); // at the same time
      await another.beginRun();
      expect(await mine()).toContain(kept.name);
      await leave(runner);
      expect(await mine()).toContain(kept.name);
      await another.beginRun();
      expect(await mine()).not.toContain(kept.name);
    });

    test('what it keeps can be forgotten', async () => {
      const runner = await user();
      await runner.beginRun();
      const worker = await user();
      const clone = await worker.clone(await worker.ensure(recipe, (at) => fill(at)));
      await worker.keep(clone);
      await runner.forgetKept();
      expect(await mine()).not.toContain(clone.name);
    });

    test('its end waits for the processes that take part in it', async () => {
      const runner = await user();
      await runner.beginRun();
      const worker = await user();
      let ended = false;
      const ending = runner.endRun().then(() => {
        ended = true;
      });
      await until(async () => {
        const { rowCount } = await admin.query(
          `select from pg_locks where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())`,
        );
        return rowCount === 1;
      });
      expect(ended).toBe(false);
      await leave(worker);
      await ending;
    });

    test('without one nothing is kept', async () => {
      const templates = await user();
      const clone = await templates.clone(await templates.ensure(recipe, (at) => fill(at)));
      expect(await templates.keep(clone)).toBe(false);
    });
  });

  test('connections that are left open to a clone are named, and end with it', async () => {
    const templates = await user();
    const clone = await templates.clone(await templates.ensure(recipe, (at) => fill(at)));
    const leak = new pg.Client({ connectionString: clone.url, application_name: 'grade book' });
    leak.on('error', () => {});
    await leak.connect();
    await leak.query('select  word from word');
    const error: unknown = await templates.drop(clone).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectionsLeakedError);
    expect(error).toMatchObject({
      message: `The test left a connection to ${clone.name} open (grade book, last: select word from word).`,
    });
    expect(await mine()).not.toContain(clone.name);
    await expect(leak.query('select 1')).rejects.toThrow();
  });

  test('a user who may not create databases is told so', async () => {
    const role = `tester_${version}`;
    await admin.query(`create role ${role} login password 'test'`);
    const asRole = new URL(url);
    [asRole.username, asRole.password] = [role, 'test'];
    const templates = await Templates.open(asRole.toString(), () => {});
    await expect(templates.ensure(recipe, (at) => fill(at))).resolves.toBeDefined(); // found
    const other = { ...recipe, dataset: 'forbidden' };
    await expect(templates.ensure(other, (at) => fill(at))).rejects.toThrow(DatabaseCreationRefusedError);
    await templates.close();
    await admin.query(`drop role ${role}`);
  });
});
