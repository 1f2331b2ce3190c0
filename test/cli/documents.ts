import { expect } from 'vitest';
import type { z } from 'zod';
import { documents } from '../../src/json.ts';
import { seedbed } from '../support/cli.ts';

/** Runs a command with `--json` in a project: one document of its shape on standard output. */
export async function documentOf(
  cwd: string,
  name: keyof typeof documents,
  ...parameters: readonly string[]
): Promise<unknown> {
  const command = [...name.split(' '), ...parameters, '--json'];
  const { code, stdout } = await seedbed(command, { cwd });
  expect(code, `${command.join(' ')}: ${stdout}`).toBeLessThanOrEqual(1);
  const schema: z.ZodType = documents[name];
  return schema.parse(JSON.parse(stdout));
}
