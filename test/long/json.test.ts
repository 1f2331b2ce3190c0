import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { documents } from '../../src/json.ts';
import { documentOf as printed } from '../cli/documents.ts';
import { temporaryProject } from '../support/project.ts';

const cwd = temporaryProject();
// What `migrate create` writes into.
mkdirSync(join(cwd, 'migrations'));

const seen = new Set<string>();
const documentOf = async (
  name: keyof typeof documents,
  ...parameters: readonly string[]
): Promise<unknown> => {
  seen.add(name);
  return await printed(cwd, name, ...parameters);
};

it('--json prints a document of its shape for each command', async () => {
  expect(await documentOf('db status')).toMatchObject({ state: 'absent' });
  expect(await documentOf('db start')).toMatchObject({ started: true, how: 'created' });
  await documentOf('db url');
  await documentOf('scenarios');
  await documentOf('plan');
  await documentOf('plan', 'classroom');
  await documentOf('rules', '--domain', 'practice');
  await documentOf('manifest', 'minimal');
  await documentOf('seed', 'minimal', '--out', 'files');
  expect(await documentOf('migrate up')).toMatchObject({ backup: null });
  await documentOf('migrate status');
  await documentOf('migrate history');
  expect(await documentOf('migrate check')).toEqual({
    agrees: true,
    kinds: {},
    tables: {},
    catalog: [],
    orm: [],
  });
  await documentOf('migrate sql', '--domain', 'practice');
  expect(await documentOf('migrate create', 'nothing', '--domain', 'practice')).toEqual({ written: null });
  await documentOf('load', 'files');
  await documentOf('verify');
  await documentOf('doctor');
  await documentOf('reset', 'minimal', '--dry-run');
  await documentOf('reset', 'minimal', '--seed', '2');
  await documentOf('history');
  await documentOf('undo');
  await documentOf('redo');
  await documentOf('migrate backup', 'kept');
  await documentOf('migrate restore', 'kept', '--database', 'second');
  await documentOf('seed', 'minimal', '--database', 'third');
  await documentOf('label', 'review');
  await documentOf('lint', '--domain', 'practice', '--database', 'practice');
  expect(await documentOf('migrate down')).toMatchObject({ migrations: [expect.any(String)] });
  const made = documents['test-db create'].parse(await documentOf('test-db create', '--scenario', 'minimal'));
  expect(await documentOf('test-db reset', made.name)).toMatchObject({ url: made.url });
  expect(await documentOf('test-db drop', made.name)).toMatchObject({ dropped: true });
  await documentOf('start');
  await documentOf('db stop');
  await documentOf('db destroy', '--yes');
  // `init` reads a database of DATABASE_URL, and `eject` what it has written: test/cli/init.test.ts, test/cli/eject.test.ts.
  expect([...seen, 'init', 'eject'].sort(), 'A command of `documents` is called above.').toEqual(
    Object.keys(documents).sort(),
  );
});
