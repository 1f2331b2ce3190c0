import { defineEntity, p } from '@mikro-orm/core';
import { expect } from 'vitest';
import { createMigration } from '../../../src/database/draft/create.ts';
import { migrations } from '../../../src/database/migrate.ts';
import { type Domain, defineDomain } from '../../../src/domain.ts';
import { freshDatabase, serverUrl } from '../../support/database.ts';
import { folderOfMigrations } from './folder.ts';
import { firstLibrary, secondLibrary } from './libraries.ts';

/** Bills whose columns have one name or another: a plain one that is not null, an identity, and a serial. */
function bills(folder: URL, [id, amount, number]: readonly [string, string, string]): Domain {
  const BillSchema = defineEntity({
    name: 'Bill',
    tableName: 'bill',
    properties: {
      [id]: p.integer().primary().generated('by default as identity'),
      [amount]: p.integer(),
      key: p.uuid(),
    },
  });
  class Bill extends BillSchema.class {}
  BillSchema.setClass(Bill);
  const LineSchema = defineEntity({
    name: 'Line',
    tableName: 'line',
    properties: { [number]: p.integer().primary().autoincrement(), text: p.text() },
  });
  class Line extends LineSchema.class {}
  LineSchema.setClass(Line);
  return defineDomain({
    name: 'bills',
    entities: [Bill, Line],
    migrations: folder,
    factories: {},
    scenarios: [],
  });
}

export const steps: Readonly<Record<string, (folder: URL) => readonly Domain[]>> = {
  'columns that get another name': (folder) => [
    bills(folder, ['id', 'total', 'id']),
    bills(folder, ['id', 'amount', 'id']),
    bills(folder, ['number', 'amount', 'place']),
  ],
  'each kind of change': (folder) => [firstLibrary(folder), secondLibrary(folder)],
};
const at = new Date('2026-03-04T05:06:07Z');

/** That a migration written on a server of one version runs on one of another, up and down, and leaves no drift. */
export async function runsElsewhere(name: string, author: 15 | 18, runner: 15 | 18): Promise<void> {
  const folder = folderOfMigrations();
  const { url } = await freshDatabase({ version: runner });
  const domains = steps[name]?.(folder) ?? [];
  for (const domain of domains) {
    const created = await createMigration(domain, serverUrl(author), 'step', at);
    expect(created?.down).toBeDefined();
    await migrations(domain, url).up();
    expect(await migrations(domain, url).check()).toMatchObject({ ormDiff: [], catalogDiff: [] });
    expect(await createMigration(domain, serverUrl(runner), 'more', at)).toBeUndefined();
  }
  const [first] = domains;
  if (first) expect(await migrations(first, url).down({ to: 0 })).toHaveLength(domains.length);
}
