import { expect, test } from 'vitest';
import { comparedKeys, keysOfKinds } from './compared-keys.ts';
import { counts, derivedDatabase, seedSample } from './derived.ts';
import { describeFilling } from './describe-filling.ts';

describeFilling([{ version: 18 }], comparedKeys);

test.each(Object.entries(keysOfKinds))('the sample keeps to %s', async (_, sql) => {
  const database = await derivedDatabase(sql);
  expect(database.structure.unsolved).toEqual([]);
  await seedSample(database, { rows: 40 });
  expect(Object.entries(await counts(database)).filter(([, rows]) => rows === 0)).toEqual([]);
});
