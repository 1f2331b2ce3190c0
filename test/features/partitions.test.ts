import { expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { projectOf, run } from './describe-features.ts';
import { structures } from './structures.ts';

const listed = { file: 'test/features/structures.ts', name: 'structures', features: structures };

test('partitions that others add are no difference, and the keys to them no rules', async () => {
  const cwd = projectOf(listed, 'a key over two columns to rows in partitions');
  const database = await freshDatabase();
  for (const command of ['migrate create initial', 'migrate up'])
    expect(await run(command, cwd, database), command).toMatchObject({ code: 0 });
  await database.client.query(`
    create table event_2027 partition of event for values from ('2027-01-01') to ('2028-01-01');
    insert into event values (1, '2026-03-01'), (2, '2027-03-01');
    insert into visit values (1, 1, '2026-03-01'), (2, 2, '2027-03-01')`);
  for (const command of ['migrate check', 'verify'])
    expect(await run(command, cwd, database), command).toMatchObject({ code: 0 });
});
