import { expect, it } from 'vitest';
import { seedbedProcess } from '../support/cli.ts';
import { temporaryProject } from '../support/project.ts';

const cwd = temporaryProject();
const offered = async (...words: string[]): Promise<string[]> => {
  const { code, stdout } = await seedbedProcess(['complete', '--', ...words], { cwd });
  expect(code).toBe(0);
  return stdout.split('\n').flatMap((line) => (line.includes('\t') ? (line.split('\t')[0] ?? []) : []));
};

it.each(['bash', 'zsh', 'fish', 'powershell'])('there is a completion script for %s', async (shell) => {
  const { code, stdout } = await seedbedProcess(['complete', shell], { cwd });
  expect({ code, isScript: stdout.includes('seedbed') }).toEqual({ code: 0, isScript: true });
});

it('completions are commands, scenarios and options', async () => {
  expect(await offered('ver')).toEqual(['verify']);
  expect(await offered('db', 's')).toEqual(['start', 'stop', 'status']);
  expect(await offered('seed', 'boardroom/')).toEqual(['boardroom/minimal', 'boardroom/quarter']);
  expect(await offered('reset', 'semester', '--dr')).toEqual(['--dry-run']);
  expect(await offered('test-db', 'create', '--scenario', 'boardroom/')).toEqual([
    'boardroom/minimal',
    'boardroom/quarter',
  ]);
});
