import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { lockOf } from '../../../src/database/advisory-lock.ts';
import { askOn } from '../../../src/database/ask.ts';
import { connect } from '../../../src/database/connect.ts';
import { createMarked } from '../../../src/database/marked/databases.ts';
import { type Kind, markStatement } from '../../../src/database/marked/mark.ts';
import { cloneName, newMaker, nextName, scratchName, wipName } from '../../../src/database/marked/names.ts';
import { sweepDead } from '../../../src/database/marked/sweep.ts';
import { onScratchDatabase } from '../../../src/database/scratch.ts';
import { templateName } from '../../../src/database/template/names.ts';
import { Templates } from '../../../src/database/template.ts';
import { stagingDatabase } from '../../staging/staging.ts';
import { freshDatabase, servers, serverUrl } from '../../support/database.ts';
import { fill, recipe } from '../template/users.ts';

const quoted = pg.escapeIdentifier;

/** What our databases of every kind are called beside one, so that somebody might find them in the way or outdated. */
const names: Readonly<Record<Kind, (place: string, number: number) => string>> = {
  scratch: () => scratchName(newMaker()),
  wip: (place, number) => wipName(place, newMaker(), number),
  clone: (place, number) => cloneName(place, newMaker(), number),
  next: (place) => nextName(place, newMaker()),
  template: (place, number) => templateName({ ...recipe, source: `old ${number}` }, place),
  before: (place, number) => `${place}__before_2026011${number}T100000000`,
  undone: (place, number) => `${place}__undone_2026011${number}T100000000`,
};
const kinds = Object.keys(names) as Kind[]; // which are its keys

/** As Django, IntegreSQL and pgtestdb call theirs: tools that find their databases by such names on the same server. */
const foreign = (place: string): readonly string[] => [
  `test_${place}`,
  `integresql_template_${place}`,
  `integresql_test_${place}_000`,
  `testdb_tpl_${place}_inst_1`,
];

describe.each(servers)('on PostgreSQL $version', ({ version }) => {
  test('what only has a name of ours stays, whatever is done there: without a mark, and of another role', async () => {
    const staging = await stagingDatabase(version);
    const { name: place, url } = staging;
    const admin = await connect(serverUrl(version));
    const role = `stranger_${place}`;
    await admin.query(`create role ${role}`);
    const strangers: string[] = [];
    for (const kind of kinds) {
      const [unmarked, theirs] = [names[kind](place, 1), names[kind](place, 2)];
      await admin.query(`create database ${quoted(unmarked)}`);
      await admin.query(`create database ${quoted(theirs)} owner ${role}`);
      await admin.query(markStatement(theirs, { kind, by: role, about: place, used: '2020' }));
      strangers.push(unmarked, theirs);
    }
    for (const name of foreign(place)) {
      await admin.query(`create database ${quoted(name)}`);
      strangers.push(name);
    }
    const state = () =>
      askOn(admin)(
        `select datname, datallowconn, datistemplate, shobj_description(oid, 'pg_database')
           from pg_database where datname = any ($1) order by 1`,
        [strangers],
      );
    const before = await state();

    await staging.reset({ strategy: 'rename' });
    await staging.undo();
    await expect(staging.undo()).rejects.toMatchObject({ code: 'nothing_to_undo' });
    await onScratchDatabase(admin, serverUrl(version), async () => {});
    const templates = await Templates.open(url, () => {});
    await templates.ensure(recipe, (at) => fill(at));
    await templates.beginRun();
    await templates.endRun();
    await templates.dropTemplates();
    await templates.close();

    expect(await state()).toEqual(before);
    for (const stranger of strangers) await admin.query(`drop database ${quoted(stranger)}`);
    await admin.query(`drop role ${role}`);
    await admin.end();
    delete process.env['SEEDBED_RUN'];
  });

  test('a template of another role is not copied, and it is told', async () => {
    const { url, client } = await freshDatabase({ version });
    const place = new URL(url).pathname.slice(1);
    const templates = await Templates.open(url, () => {});
    const real = await templates.ensure(recipe, (at) => fill(at));
    await templates.dropTemplates();
    await client.query(`create role stranger_${place}`);
    await client.query(`create database ${quoted(real)} owner stranger_${place}`);
    await client.query(markStatement(real, { kind: 'template', by: 'eve' }));
    await expect(templates.ensure(recipe, (at) => fill(at))).rejects.toMatchObject({
      code: 'database_not_ours',
      details: { database: real, owner: `stranger_${place}` },
    });
    await templates.close();
    await client.query(`drop database ${quoted(real)}`);
    await client.query(`drop role stranger_${place}`);
  });

  test('what a dead maker has left is dropped, marked or not; what a living one has, is kept or renamed stays', async () => {
    const { url, client } = await freshDatabase({ version });
    const place = new URL(url).pathname.slice(1);
    const ask = askOn(client);
    const left = new Map<string, boolean>();
    // Before what it is for: tests of other files sweep the same server.
    const living = newMaker();
    const maker = await connect(url);
    await maker.query('select pg_advisory_lock($1)', [lockOf('maker', living)]);
    for (const kind of ['scratch', 'wip', 'clone', 'next'] as const) {
      const [marked, renamed] = [names[kind](place, 1), `mine_now_${kind}_${place}`];
      await createMarked(ask, marked, '', { kind, by: 'ada' });
      await createMarked(ask, renamed, '', { kind, by: 'ada' });
      left.set(marked, false).set(renamed, true);
    }
    const kept = names.clone(place, 2);
    await createMarked(ask, kept, '', { kind: 'clone', by: 'ada', run: 'some run' });
    const alive = scratchName(living);
    await createMarked(ask, alive, '', { kind: 'scratch', by: 'ada' });
    // As one is left whose maker was killed before it was marked.
    const unmarked = names.scratch(place, 1);
    const cutOff = async (sql: string) => {
      if (sql.startsWith('comment')) throw new Error('killed');
      return await ask(sql);
    };
    await expect(
      createMarked(cutOff as typeof ask, unmarked, '', { kind: 'scratch', by: 'ada' }),
    ).rejects.toThrow();
    left.set(kept, true).set(alive, true).set(unmarked, false);

    await sweepDead(ask);
    for (const [name, stays] of left) {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
      expect(rowCount === 1, name).toBe(stays);
      if (stays) await client.query(`drop database ${quoted(name)}`);
    }
    await maker.end();
  });
});
