import { describe, expect, it } from 'vitest';
import { documents } from '../../src/json.ts';
import { seedbed } from '../support/cli.ts';
import { temporaryProject } from '../support/project.ts';

const cwd = temporaryProject();

describe('help', () => {
  it('has the commands in groups', async () => {
    const { code, stdout } = await seedbed(['--help'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  // Each command that prints a document is one.
  it.each(Object.keys(documents))('of %s shows its options and two examples', async (name) => {
    const { code, stdout } = await seedbed([...name.split(' '), '--help'], { cwd });
    expect(code).toBe(0);
    const [, examples = ''] = stdout.split('\nExamples:\n');
    expect(examples.match(/^ {2}\$ .*\bseedbed /gm)).toHaveLength(2);
    expect(stdout).toMatchSnapshot();
  });
});
