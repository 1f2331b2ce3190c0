import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectDomains } from '../../src/config/load.ts';
import { seedbedProcess, startSource } from '../support/cli.ts';
import { temporaryFolder } from '../support/project.ts';
import { until } from '../support/until.ts';
import { expectRefusal } from './refusal.ts';

/** A project whose configuration is this text. */
function project(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'seedbed.config.mjs'), text);
  return folder;
}

describe('a configuration is told as wrong usage, whatever it throws or exports', () => {
  it.each([
    [
      'await Promise.reject(new Error("no network"))',
      /^seedbed\.config\.mjs(:1)? cannot be loaded: no network\.$/,
    ],
    ['throw undefined', /cannot be loaded: it throws something that says nothing\.$/],
    ['throw Object.create(null)', /cannot be loaded: it throws something that says nothing\.$/],
    [
      'throw Object.defineProperty(new Error(), "message", { get() { throw 1 } })',
      /cannot be loaded: it throws something/,
    ],
    ['export default { get scenarios() { throw new Error("not today") } }', /cannot be loaded: not today\.$/],
    [
      'export default { domains: [new Proxy({}, { ownKeys() { throw new Error("no keys") } })] }',
      /cannot be loaded: no keys\.$/,
    ],
    [
      'export default new Proxy({}, { getPrototypeOf() { throw new TypeError("no class") } })',
      /cannot be loaded: no class\.$/,
    ],
    ['export default new Map()', /exports an object\.$/],
    ['export default { scenarios: { course: [{ name: "a\\0b" }] } }', /which is no scenario\.$/],
    ['export default 10n', /exports a bigint\.$/],
  ])('%s', async (text, problem) => {
    const failure = await projectDomains(project(text)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'usage', message: expect.stringMatching(problem) });
  });

  it('and may change the working directory: paths are those of the caller', async () => {
    const before = process.cwd();
    await projectDomains(project('process.chdir("/"); export default {}'));
    expect(process.cwd()).toBe(before);
  });
});

describe('a configuration that does not return', () => {
  it('waits for something that never comes', async () => {
    expectRefusal(
      await seedbedProcess(['scenarios'], { cwd: project('await new Promise(() => {}); export default {}') }),
      {
        code: 2,
        problem: 'seedbed.config.mjs waits for something that never comes',
        hint: 'Change it there',
      },
    );
  });

  it('ends the process', async () => {
    expectRefusal(await seedbedProcess(['scenarios'], { cwd: project('process.exit(0)') }), {
      code: 2,
      problem: 'seedbed.config.mjs has called process.exit',
      hint: 'Change it there',
    });
  });

  it.each(['for (;;);', 'setInterval(() => {}, 1000); await new Promise(() => {});'])(
    'is ended by Ctrl-C: %s',
    async (endless) => {
      const cwd = project(`console.log('begun'); ${endless}`);
      const { child, result } = startSource(['scenarios'], { cwd });
      let begun = '';
      child.stdout.on('data', (chunk: Buffer) => (begun += String(chunk)));
      await until(async () => begun !== '');
      child.kill('SIGINT');
      await result;
      expect(child.signalCode).toBe('SIGINT'); // 130 in a shell
    },
  );
});
