import { beforeAll, describe, expect, it } from 'vitest';
import { seedbedInNode } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { EVIL, hostile, SHOWN } from '../support/hostile-names.ts';
import { temporaryProject } from '../support/project.ts';

describe('escapes in a database', () => {
  const cwd = temporaryProject();
  let url: string;
  const run = (parameters: readonly string[], env = {}) =>
    seedbedInNode(parameters, {
      cwd,
      env: { DATABASE_URL: url, GITHUB_ACTOR: `ada${EVIL}`, PGAPPNAME: `app${EVIL}`, ...env },
    });

  beforeAll(async () => {
    const { client, ...fresh } = await freshDatabase({ template: 'course' });
    ({ url } = fresh);
    await client.query(hostile);
  });

  it.each<{ readonly what: readonly string[]; readonly shows?: boolean }>([
    { what: ['doctor', '--json'], shows: true },
    { what: ['migrate', 'check'], shows: true },
    { what: ['reset', 'minimal', '--dry-run', '--confirm', `127.0.0.1:1/${EVIL}`], shows: true },
    { what: [EVIL], shows: true },
  ])('are shown by command $#, never sent', async ({ what, shows = false }) => {
    const { stdout, stderr } = await run(what);
    expect(stdout + stderr).not.toMatch(/[\p{C}--\n]/v);
    if (shows) expect(stdout + stderr).toContain(SHOWN);
    if (what.includes('--json')) expect(JSON.stringify(JSON.parse(stdout))).toContain(SHOWN);
  });
});
