import { describe, expect, test } from 'vitest';
import { declaredOrm } from '../../src/database/offline-orm.ts';
import { lint } from '../../src/lint.ts';
import { counts, derivedDatabase, seedSample } from '../derive/derived.ts';
import { freshDatabase } from '../support/database.ts';
import { COMMANDS, projectOf, run } from './describe-features.ts';
import { domainOf } from './own.ts';
import { refused } from './refused.ts';

const listed = {
  file: 'test/features/refused.ts',
  name: 'refusedFeatures',
  features: refused,
};

test.each(Object.entries(refused))('%s is refused with a way out', async (name, one) => {
  const { by = 'scenarios', code = 'config_invalid', problem, hint } = one;
  const cwd = projectOf(listed, name);
  const database = await freshDatabase();
  for (const command of COMMANDS.slice(0, COMMANDS.indexOf(by)))
    expect(await run(command, cwd, database), command).toMatchObject({ code: 0 });
  const { stdout } = await run(`${by} --json`, cwd, database);
  const { error, findings } = JSON.parse(stdout);
  if (by === 'lint') return expect(findings).toMatchObject([{ message: expect.stringContaining(problem) }]);
  expect(error).toMatchObject({
    code,
    message: expect.stringContaining(problem),
    hint: expect.stringContaining(hint),
  });
});

describe('what hand-written domains cannot have is derived from a database', () => {
  const derivable = Object.entries(refused).filter(([, { hint }]) => hint.includes('deriveDomain'));

  test.each(derivable)('%s', async (_, { feature }) => {
    const domain = domainOf(feature(), new URL('file:///nowhere/'));
    const sql = await declaredOrm(domain).schema.getCreateSchemaSQL({ wrap: false });
    const database = await derivedDatabase(sql);
    await seedSample(database, { rows: 20 });
    expect(Object.entries(await counts(database)).filter(([, rows]) => rows === 0)).toEqual([]);
    expect(await lint(database.domain, { client: database.client })).toEqual([]);
  });
});
