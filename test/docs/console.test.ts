import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { course, domains } from '../../src/domains.ts';
import { seedbed } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryProject } from '../support/project.ts';
import { commands, shown } from './shown-commands.ts';

/** What runs within seconds, and says the same every time; of the others there is the help. */
const quick = /^npx seedbed (scenarios|plan|manifest|seed|rules|verify) ?/;
const words = (command: string) => command.split(' ').slice(2);

test('there are commands in the README', () => {
  expect(commands).toContain('npm start');
  expect(commands.some((command) => quick.test(command))).toBe(true);
});

test.each(commands.filter((command) => command.startsWith('npm ')))(
  '%s: there is such a script',
  (command) => {
    const script = command.replace(/^npm (run )?/, '').split(' ')[0] ?? '';
    expect(['install', 'pack', ...Object.keys(manifest.scripts)]).toContain(script);
  },
);

test.each(commands.filter((command) => quick.test(command)))('%s', async (command) => {
  const domain = domains.find(({ name }) => new RegExp(`\\b${name}\\b`).test(command)) ?? course;
  const { url } = await freshDatabase({ template: domain.name });
  const env = { DATABASE_URL: url };
  expect(await seedbed(words(command), { cwd: temporaryProject(), env })).toMatchObject({ code: 0 });
});

/** The commands that something is named to. */
const takesName = /^(label|reset|drop|create|complete)$/;
const others = commands.filter((command) => command.startsWith('npx seedbed') && !quick.test(command));
test.concurrent.each(others)('%s: there is such a command, with these options', async (command) => {
  const parameters = words(command);
  const end = parameters.findIndex(
    (word, i) => word.startsWith('-') || takesName.test(parameters[i - 1] ?? ''),
  );
  const names = end < 0 ? parameters : parameters.slice(0, end);
  const { stdout, code } = await seedbed([...names, '--help'], { cwd: temporaryProject() });
  expect(code).toBe(0);
  expect(stdout).toContain(`Usage: seedbed ${names.join(' ')}`);
  for (const option of parameters.filter((word) => word.startsWith('--'))) expect(stdout).toContain(option);
});

describe('what is shown below a command', () => {
  test.each(shown.filter(({ output }) => output.length > 0))(
    '$place: $command',
    async ({ command, output }) => {
      const parameters = command === 'npm start' ? ['start'] : words(command);
      const { stdout } = await seedbed(parameters, { cwd: temporaryProject() });
      const real = stdout.split('\n').map(lasting);
      let from = 0;
      for (const line of output.map(lasting)) {
        expect(real.slice(from), `after line ${from}`).toContain(line);
        from = real.indexOf(line, from) + 1;
      }
    },
  );
});

/** A line of output without its times, ports and the width of its columns. */
const lasting = (line: string): string =>
  line
    .replaceAll(/\d+(\.\d+)? (ms|s)\b/g, 'T s')
    .replaceAll(/:\d{5}\b/g, ':PORT')
    .replaceAll(/\s+/g, ' ')
    .trim();
