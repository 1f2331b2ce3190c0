import { Readable } from 'node:stream';
import { run } from '../../src/cli/run.ts';
import type { CliResult, Order } from './cli.ts';

process.on('message', async ({ parameters, cwd, env }: Order) => {
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  const printed = { stdout: '', stderr: '' };
  const collect = (name: keyof typeof printed) => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const code = await run(parameters, {
    env: process.env,
    stdin: Readable.from([]),
    stdout: collect('stdout'),
    stderr: collect('stderr'),
  });
  process.send?.({ code, ...printed } satisfies CliResult);
});
