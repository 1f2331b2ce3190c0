import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shim } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const script = '/usr/bin/script';
const cwd = temporaryFolder();

/** What `seedbed seed minimal` shows on a terminal of that many columns; one of 0 is a terminal without a window. */
async function shownOn(columns: number, parameters: readonly string[] = [], more = {}): Promise<string> {
  const { url } = await freshDatabase({ template: 'course' });
  const command = `stty columns ${columns}; '${process.execPath}' '${shim}' seed minimal ${parameters.join(' ')}`;
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...env } = process.env;
  const child = spawn(script, ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd,
    env: { ...env, DATABASE_URL: url, TERM: 'xterm', ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (shown.length > 1_000_000) child.kill(); // without end
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(0);
  return shown;
}

describe.runIf(process.platform === 'linux' && existsSync(script))('progress on a terminal', () => {
  const cyan = '\u001b[36m';

  it('is shown in a color, and gone when the result comes', async () => {
    const shown = await shownOn(80);
    expect(shown).toContain(' starting');
    expect(shown).toContain(cyan);
    expect(shown.slice(shown.indexOf("Seeded 'minimal'"))).not.toContain('starting');
  });

  it('is not shown where the terminal has no width', async () => {
    const shown = await shownOn(0);
    expect(shown).toMatch(/^Seeded 'minimal'/);
    expect(shown).not.toContain('starting');
  });

  it('has no color with --no-color, nor with NO_COLOR', async () => {
    expect(await shownOn(80, ['--no-color'])).not.toContain(cyan);
    expect(await shownOn(80, [], { NO_COLOR: '1' })).not.toContain(cyan);
  });

  it('is not shown beside JSON', async () => {
    const document: unknown = JSON.parse(await shownOn(80, ['--json']));
    expect(document).toMatchObject({ scenario: 'minimal' });
  });
});
