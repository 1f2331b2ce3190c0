import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { seedbedInNode } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

/** Texts that somebody may give by mistake, or to see what happens. */
const ODD = [
  '',
  ' ',
  '-',
  '--',
  '---',
  '-1',
  '0',
  '1e309',
  'NaN',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '$HOME',
  '`id`',
  '$(id)',
  "' or 1=1 --",
  '"; drop table "user"; --',
  '%s%d%n',
  '../../x',
  '/',
  '/dev/null',
  '/dev/full',
  '/etc/passwd',
  '.',
  '..',
  '\u001b[2J',
  '\u202e',
  '\u200b',
  'ﷺ',
  '👩‍💻',
  'Ω≈ç√',
  'İ',
  'ß',
  'a'.repeat(300),
  '१',
  'constructor',
  '__proto__',
  'toString',
  'CON',
  '\\\\host\\share',
  '*',
  '?',
  '~',
  '-h',
  '--help',
  '--version',
  '2026-02-30',
  '1/1',
  '9/1',
  '1/1000000000000000',
  'today',
  'course',
  'minimal',
  'boardroom/minimal',
  'course/',
  '/minimal',
  'staging',
  'production',
];

const COMMANDS = [
  'scenarios',
  'plan',
  'plan classroom',
  'seed',
  'seed minimal',
  'manifest minimal',
  'load',
  'load parts',
  'label',
  'reset',
  'reset minimal',
  'undo',
  'redo',
  'history',
  'verify',
  'rules',
  'lint',
  'migrate',
  'migrate status',
  'migrate history',
  'migrate up',
  'migrate down',
  'migrate check',
  'migrate backup',
  'migrate restore',
  'migrate create',
  'migrate sql',
  'doctor',
  'db',
  'db url',
  'db status',
  'help',
  'sed',
];

const OPTIONS = [
  '--json',
  '--domain',
  '--database',
  '--seed',
  '--now',
  '--set',
  '--out',
  '--shard',
  '--format',
  '--load',
  '--append',
  '--namespace',
  '--expect',
  '--confirm',
  '--strategy',
  '--dry-run',
  '--rule',
  '--all',
  '--from',
  '--to',
  '--yes',
  '--nope',
  '-x',
];

const CONFIGURATIONS = [
  undefined,
  undefined,
  'export default {}',
  'export default []',
  'throw new Error("no")',
  'export default { get domains() { throw 1 } }',
  'process.chdir("/"); export default {}',
  'export const x = 1',
  'export default {',
  'process.exit(1)',
];

const oneOf = <T>(all: readonly T[]) => fc.constantFrom(...all);
const odd = oneOf(ODD);
const environment = fc.record(
  {
    HOME: odd,
    TZ: oneOf(['Nowhere/Bad', '', 'Asia/Kathmandu']),
    LC_ALL: oneOf(['C', 'tr_TR.UTF-8', 'xx']),
    COLUMNS: odd,
    TERM: odd,
    PGOPTIONS: oneOf(['-c nope=1', '-c search_path=nowhere', '-c statement_timeout=1']),
    PGAPPNAME: odd,
    PGPORT: odd,
    PGSSLMODE: odd,
    PGHOST: odd,
    PGUSER: odd,
    SEEDBED_POOL_MAX: odd,
    GITHUB_ACTOR: odd,
    TMPDIR: oneOf(['/nowhere', '/dev/null']),
    FORCE_COLOR: odd,
  },
  { requiredKeys: [] },
);

/**
 * Runs commands with arguments, environments and configurations that were drawn, against databases with tables, without,
 * without a server, and what is no url: only a bug of seedbed's ends with 70 or shows a stack.
 */
export async function fuzzCommands(seed: number, numRuns: number): Promise<void> {
  const full = await freshDatabase({ template: 'course' });
  const empty = await freshDatabase();
  const urls = [
    full.url,
    full.url,
    empty.url,
    'postgresql://ada@127.0.0.1:1/course',
    'postgresql://',
    'nonsense',
  ];
  const given = fc.record({
    command: oneOf(COMMANDS),
    options: fc.array(fc.tuple(oneOf(OPTIONS), fc.array(odd, { maxLength: 2 })), { maxLength: 3 }),
    more: fc.array(odd, { maxLength: 1 }),
    url: oneOf(urls),
    config: oneOf(CONFIGURATIONS),
    environment,
  });
  await fc.assert(
    fc.asyncProperty(given, async ({ command, options, more, url, config, environment }) => {
      const cwd = temporaryFolder();
      writeFileSync(join(cwd, 'package.json'), '{}');
      if (config !== undefined) writeFileSync(join(cwd, 'seedbed.config.mjs'), config);
      const parameters = [...command.split(' '), ...options.flat(2), ...more];
      const env = { SEEDBED_CONNECT_RETRY: '0', ...environment, DATABASE_URL: url };
      const { code, stdout, stderr } = await seedbedInNode(parameters, { cwd, env });
      expect([0, 1, 2, 3], stderr).toContain(code);
      expect(stderr).not.toMatch(/^ +at |This is a bug/m);
      expect(stdout + stderr).not.toMatch(/[\p{C}--\n]/v);
      // With --json what went wrong is told on stdout.
      const told = parameters.includes('--json') ? stdout + stderr : stderr;
      if (code !== null && code > 1) expect(told).toMatch(/\w/);
    }),
    { seed, numRuns, endOnFailure: true },
  );
}
