import { course } from 'seedbed/course';
import { release, template, transaction } from 'seedbed/testing';
import { test } from './body.ts';

const classroom = await template(course, { scenario: 'classroom' });
for (let i = 0; i < Number(process.argv[2]); i++) {
  const db = await transaction(classroom);
  await test(db.client, db.f);
  await release(db);
}
await release(classroom);
