import { describe, it } from 'vitest';
import { runsElsewhere, steps } from '../database/draft/versions.ts';
import { everyServer } from '../support/database.ts';

const versions = everyServer.map(({ version }) => version);
const pairs = versions.flatMap((author) =>
  versions.filter((runner) => runner !== author).map((runner) => ({ author, runner })),
);

describe.each(pairs)('a migration written on PostgreSQL $author', ({ author, runner }) => {
  it.each(Object.keys(steps))(`runs on ${runner} too, up and down, and leaves no drift: %s`, async (name) => {
    await runsElsewhere(name, author, runner);
  });
});
