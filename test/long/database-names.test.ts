import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { withDatabase } from '../../src/database/url.ts';
import { seedbed } from '../support/cli.ts';
import { serverUrl } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';
import { templateName } from '../support/template-name.ts';

describe('a database whose name has reserved characters', () => {
  const name = `a/b#c?d=e@f 50% "g" 'h' ü`;
  const url = withDatabase(serverUrl(18), name);
  const cwd = temporaryFolder();
  const run = (...parameters: string[]) => seedbed(parameters, { cwd, env: { DATABASE_URL: url } });
  let maintenance: pg.Client;

  beforeAll(async () => {
    maintenance = await connect(serverUrl(18));
    const template = pg.escapeIdentifier(templateName('course'));
    await maintenance.query(
      `create database ${pg.escapeIdentifier(name)} template ${template} strategy file_copy`,
    );
  });
  afterAll(async () => {
    const { rows } = await maintenance.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [name.slice(0, 20)],
    );
    for (const { datname } of rows) await maintenance.query(`drop database ${pg.escapeIdentifier(datname)}`);
    await maintenance.end();
  });

  it('is seeded, verified, replaced, put back and backed up', async () => {
    expect(await run('seed', 'minimal')).toMatchObject({ code: 0, stderr: '' });
    expect(await run('verify')).toMatchObject({ code: 0 });
    expect(await run('label', 'staging')).toMatchObject({ code: 0 });
    const { host, port } = new pg.Client({ connectionString: serverUrl(18) });
    const confirmed = `${host}:${port}/${name}`;
    for (const strategy of ['rename', 'transaction']) {
      const reset = await run(
        'reset',
        'minimal',
        '--seed',
        '7',
        '--strategy',
        strategy,
        '--confirm',
        confirmed,
      );
      expect(reset).toMatchObject({ code: 0, stderr: '' });
    }
    expect(await run('undo', '--confirm', confirmed)).toMatchObject({ code: 0, stderr: '' });
    expect(await run('migrate', 'backup')).toMatchObject({ code: 0 });
    const client = await connect(url);
    const { rows } = await client.query('select current_database() as name').finally(() => client.end());
    expect(rows).toEqual([{ name }]);
  });
});
