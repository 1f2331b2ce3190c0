import { bind } from '../../../src/bind.ts';
import { connect } from '../../../src/database/connect.ts';
import { course } from '../../../src/domains.ts';
import { tablesOf } from '../../../src/load/table.ts';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { classroom } from '../../../src/seeders/course/classroom.ts';
import { seed } from '../../../src/seeders/seed.ts';
import { test } from './body.ts';

const client = await connect(process.env['DATABASE_URL'] ?? '');
for (let i = 0; i < Number(process.argv[2]); i++) {
  await empty();
  await seed(client, course, classroom, { seed: 0, now: DEFAULT_NOW });
  await test(client, bind(course, { client }));
}
await client.end();

/** Leaves the rows that come with the migrations. */
async function empty(): Promise<void> {
  const names = new Map(tablesOf(course).map(({ entity, name }) => [entity, `"${name}"`]));
  for (const { entity } of course.lookups) names.delete(entity);
  await client.query(`truncate ${[...names.values()]}`);
  await client.query('delete from role where not builtin');
}
