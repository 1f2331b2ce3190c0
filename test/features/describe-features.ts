import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { seedbedInNode } from '../support/cli.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import type { Feature } from './own.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const urlOf = (path: string): string => pathToFileURL(join(checkout, path)).href;

/** A list of features: the file that has it, and the name that it exports it by. */
export interface Listed<F> {
  readonly file: string;
  readonly name: string;
  readonly features: Readonly<Record<string, F>>;
}

/** What a project does with its own domain, from the first look to the last. */
export const COMMANDS = [
  'scenarios',
  'migrate create initial',
  'migrate up',
  'migrate check',
  'seed own/some',
  'verify',
  'lint',
] as const;

/** A project whose domain has that feature. */
export function projectOf({ file, name }: Listed<unknown>, feature: string): string {
  const cwd = temporaryFolder();
  for (const made of ['node_modules', 'migrations']) mkdirSync(join(cwd, made));
  symlinkSync(checkout, join(cwd, 'node_modules', 'seedbed'));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(cwd, 'seedbed.config.mjs'),
    `import { ${name} } from '${urlOf(file)}';
     import { domainOf } from '${urlOf('test/features/own.ts')}';
     const feature = ${name}[${JSON.stringify(feature)}]();
     export default { domains: [domainOf(feature, new URL('./migrations/', import.meta.url))] };`,
  );
  return cwd;
}

/** Takes each feature through all commands, and looks at what is stored then. */
export function describeFeatures(listed: Listed<() => Feature>): void {
  test.each(Object.keys(listed.features))('%s', async (name) => {
    const cwd = projectOf(listed, name);
    const database = await freshDatabase();
    for (const command of COMMANDS) {
      const { code, stdout, stderr } = await run(command, cwd, database);
      expect(code, `${command}: ${stderr}${stdout}`).toBe(0);
    }
    await expectStored(database, listed.features[name]?.() ?? expect.fail());
  });
}

export const run = (command: string, cwd: string, { url }: FreshDatabase) =>
  seedbedInNode(command.split(' '), { cwd, env: { DATABASE_URL: url } });

async function expectStored({ client }: FreshDatabase, { entities, holds = {}, is = 'true' }: Feature) {
  const { rows: facts } = await client.query<{ is: boolean }>(`select ${is} as is`);
  expect(facts, is).toEqual([{ is: true }]);
  if (Object.keys(holds).length === 0) return;
  const texts = Object.keys(holds).map((column) => `${client.escapeIdentifier(column)}::text`);
  const table = client.escapeIdentifier(entities[0]?.name.toLowerCase() ?? '');
  const { rows } = await client.query(`select ${texts.join(', ')} from ${table}`);
  expect(rows).toEqual([holds, holds]);
}
