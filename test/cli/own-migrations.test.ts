import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { seedbedInNode } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { expectRefusal } from './refusal.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const NAME = 'Migration20250101000000_rooms';

/** A project with a domain of its own, one of whose migrations is this text. */
function project(migration: string): string {
  const folder = temporaryFolder();
  for (const made of ['node_modules', 'migrations']) mkdirSync(join(folder, made));
  symlinkSync(checkout, join(folder, 'node_modules', 'seedbed'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'migrations', `${NAME}.js`), migration);
  writeFileSync(
    join(folder, 'seedbed.config.mjs'),
    `import { boardroom } from 'seedbed/boardroom';
     const migrations = new URL('./migrations/', import.meta.url);
     export default { domains: [{ ...boardroom, name: 'rooms', migrations }] };`,
  );
  return folder;
}

it.each([
  [
    'imports what is not installed',
    `import { Migration } from '@mikro-orm/migrations';\nexport class ${NAME} extends Migration {}`,
    "Cannot find package '@mikro-orm/migrations'",
    'Install what it imports in this project',
  ],
  ['is no JavaScript', 'export class extends {', 'Unexpected', 'Correct the file'],
  ['throws nothing', 'throw undefined', 'it throws something that says nothing', 'Correct the file'],
])('a migration that %s is told as wrong usage, with its file', async (_, text, problem, hint) => {
  const cwd = project(text);
  const { url, client } = await freshDatabase();
  expectRefusal(await seedbedInNode(['migrate', 'up'], { cwd, env: { DATABASE_URL: url } }), {
    code: 2,
    problem: new RegExp(`/migrations/${NAME}\\.js cannot be loaded: .*${problem}`),
    hint,
  });
  const { rows } = await client.query(`select from pg_tables where schemaname = 'public'`);
  expect(rows).toEqual([]);
});
