import { describe, expect, it } from 'vitest';
import { servers } from '../support/database.ts';
import { harmless, outcomesUnder, statementUnder } from './hostile-settings.ts';

describe.each(servers)('on PostgreSQL $version', ({ version }) => {
  // One by one they are tried in the long suite.
  it.runIf(version === 18)('what a role has set changes nothing', async () => {
    const without = await outcomesUnder({ version, settings: [] });
    expect(JSON.stringify(without)).not.toContain('"code"');
    expect(await outcomesUnder({ version, settings: harmless })).toEqual(without);
  });

  it('that the url asks for reading only is told in one true sentence', async () => {
    const asked = '?options=-c%20default_transaction_read_only%3Don';
    const outcomes = await outcomesUnder({ version, settings: [], asked });
    expect(outcomes).toContainEqual(refused('seed', 'PGOPTIONS asks for'));
    expect(JSON.stringify(outcomes)).not.toContain('"code":70');
  });

  it('a setting that the role may not change is told in one true sentence', async () => {
    const settings = [['session_replication_role', 'replica']] as const;
    expect(await outcomesUnder({ version, settings, superuser: false })).toContainEqual(
      refused('seed', `set it to 'origin' for the role`),
    );
  });

  it('a limit that is set for a role is told as one', async () => {
    const settings = [
      ['temp_file_limit', '0'],
      ['work_mem', '64kB'],
    ] as const;
    const statement = 'select n from pg_catalog.generate_series(1, 50000) n order by n desc';
    expect(await statementUnder({ version, settings, superuser: false }, statement)).toEqual({
      code: 3,
      message: expect.stringContaining('temp_file_limit'),
      mend: expect.stringContaining('raise it there'),
    });
  });
});

const refused = (command: string, hint: string) => [
  command,
  { code: 3, message: expect.any(String), mend: expect.stringContaining(hint) },
];
