import { afterEach, describe, expect, test } from 'vitest';
import { servers } from '../../support/database.ts';
import { until } from '../../support/until.ts';
import { fill, recipe, templateUsers } from './users.ts';

describe.each(servers)('within a run of a test suite, on PostgreSQL $version', ({ version }) => {
  const place = templateUsers(version);
  const { user, leave, mine } = place;

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
      const { rowCount } = await place.admin.query(
        `select from pg_locks where locktype = 'advisory' and not granted
           and database = (select oid from pg_database where datname = current_database())`,
      );
      return rowCount === 1;
    });
    expect(ended).toBe(false);
    await leave(worker);
    await ending;
  });

  test('its end waits for the connections of a process that was killed', async () => {
    const runner = await user();
    await runner.beginRun();
    const worker = await user();
    const clone = await worker.clone(await worker.ensure(recipe, (at) => fill(at)));
    const client = await clone.connect();
    await leave(worker);
    const ending = runner.endRun();
    await until(async () => {
      const { rowCount } = await place.admin.query(
        `select from pg_stat_activity where state = 'active' and query = $1`,
        [`drop database if exists "${clone.name}"`],
      );
      return rowCount === 1;
    });
    await client.end();
    await ending;
    expect(await mine()).not.toContain(clone.name);
  });

  test('without one nothing is kept', async () => {
    const templates = await user();
    const clone = await templates.clone(await templates.ensure(recipe, (at) => fill(at)));
    expect(await templates.keep(clone)).toBe(false);
  });
});
