import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Recipe } from '../../../src/database/template/names.ts';
import { servers } from '../../support/database.ts';
import { temporaryFolder } from '../../support/project.ts';
import { startScript } from '../../support/script.ts';
import { until } from '../../support/until.ts';
import { recipe, templateUsers } from './users.ts';

describe.each(servers)('templates on PostgreSQL $version', ({ version }) => {
  const place = templateUsers(version);
  const { user, othersGone, mine } = place;

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
    await until(async () => (await mine()).some((name) => name.startsWith('seedbed_wip_')));
    const heir = outputOf(startScript(racer(wanted), { cwd }));
    await until(async () => {
      const { rowCount } = await place.admin.query(
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
    expect(left.filter((one) => one.startsWith('seedbed_wip_'))).toEqual([]);
  });

  /** A program that makes or finds the template, copies it, and says what came of it. */
  function racer(wanted: Recipe, whileBuilding = ''): string {
    return `
      import { Templates } from '$src/database/template.ts';
      import { connect } from '$src/database/connect.ts';
      const templates = await Templates.open(${JSON.stringify(place.url)}, () => {});
      let built = false;
      const name = await templates.ensure(${JSON.stringify(wanted)}, async (url) => {
        built = true;
        const client = await connect(url);
        await client.query("create table word as select 'built' as word");
        ${whileBuilding}
        await client.end();
      });
      const clone = await templates.take(name);
      templates.fillPool(name, clone);
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
});
