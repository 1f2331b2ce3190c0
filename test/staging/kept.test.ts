import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { askOn } from '../../src/database/ask.ts';
import { connect } from '../../src/database/connect.ts';
import { createMarked } from '../../src/database/marked/databases.ts';
import { markSchema } from '../../src/database/marked/schemas.ts';
import { personas } from '../../src/seeders/course/personas.ts';
import { everyServer, serverUrl } from '../support/database.ts';
import { type Staging, stagingDatabase } from './staging.ts';

// Of this server the structure can be dumped.
const canDump = existsSync('/usr/bin/pg_dump') && everyServer.some(({ version }) => version === 15);

async function setAside({ name }: Staging, time: string): Promise<void> {
  const client = await connect(serverUrl(18));
  const mark = { kind: 'before', by: 'ada', about: name } as const;
  await createMarked(askOn(client), `${name}__before_${time}`, '', mark);
  await client.end();
}

const people = (staging: Staging) => staging.ask(`select id from "user" order by id`);

/** Tables that refer to each other, to which a row belongs that is about a person whom no other seed has. */
const circle = `
  create table team (id int primary key, lead int);
  create table player (id int primary key, team int references team on delete cascade,
    person uuid references "user" on delete cascade);
  alter table team add foreign key (lead) references player on delete cascade;
  insert into team values (1), (2);
  insert into player values (1, 1), (2, 2);
  insert into player select 3, 2, id from "user" where id <> '${personas.owner.id}';
  update team set lead = id`;
const circleNow =
  'select (select count(*)::int from team) as teams, (select count(*)::int from player) as players';

describe.concurrent('what a reset keeps', () => {
  test.runIf(canDump)('are rows of tables in a circle, also in a new database', async () => {
    const staging = await stagingDatabase(15);
    await staging.ask(`${circle}; update team set lead = 3 where id = 2`);
    const before = await staging.ask(circleNow);
    const { lost } = await staging.reset({ strategy: 'rename' });
    // The player whose person is gone, the team that the player leads, and the other player of that team.
    expect(await staging.ask(circleNow)).toEqual([{ teams: 1, players: 1 }]);
    expect(lost.map(({ table, action, rows }) => `${table}: ${rows} ${action}`).sort()).toEqual([
      'public.player: 1 deleted',
      'public.player: 1 deleted',
      'public.team: 1 deleted',
    ]);
    await staging.undo();
    expect(await staging.ask(circleNow)).toEqual(before);
  });

  test('are rows of tables in a circle too, which are there again after an undo', async () => {
    const staging = await stagingDatabase();
    await staging.ask(`${circle}; update team set lead = 3 where id = 2`);
    const before = await staging.ask(circleNow);
    await staging.reset({ strategy: 'transaction' });
    expect(await staging.ask(circleNow)).toEqual([{ teams: 1, players: 1 }]);
    await staging.undo();
    expect(await staging.ask(circleNow)).toEqual(before);
  });

  test.each(['rename', 'transaction'] as const)(
    'is what stood before it, also where the clock has been put back since the last ones: by %s',
    async (strategy) => {
      const staging = await stagingDatabase();
      const later = ['29990101T000000000', '29990101T000000001'];
      if (strategy === 'rename') for (const time of later) await setAside(staging, time);
      else
        for (const time of later) {
          const schema = `seedbed_before_${time.toLowerCase()}`;
          await staging.ask(`create schema ${schema}; ${markSchema(schema, 'rows before a reset')}`);
        }
      const before = await people(staging);
      await staging.reset({ strategy });
      await staging.undo();
      expect(await people(staging)).toEqual(before);
    },
  );

  test('is what an undo took the place of, until the next one succeeds', async () => {
    const staging = await stagingDatabase();
    await staging.reset({ strategy: 'rename' });
    await staging.reset({ strategy: 'rename' });
    await staging.undo();
    const undone = `select datname from pg_database where datname like '${staging.name}\\_\\_undone%'`;
    const kept = await staging.askServer(undone);
    expect(kept).toHaveLength(1);
    const report = await staging.open();
    await report.query(
      `set application_name = 'report'; begin isolation level repeatable read; select from "user"`,
    );
    await expect(staging.undo()).rejects.toMatchObject({ code: 'tables_in_use' });
    expect(await staging.askServer(undone)).toEqual(kept);
    await report.query('commit');
    await staging.undo();
    expect(await staging.askServer(undone)).toHaveLength(1);
  });
});
