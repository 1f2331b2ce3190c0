import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { seedbedInNode } from '../support/cli.ts';
import { freshDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/project.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A project with one table, one of whose columns is an array of an enum that PostgreSQL has as a type. */
const config = `
import { defineEntity, p } from '@mikro-orm/core';
import { defineConfig, defineDomain, defineScenario, factory } from 'seedbed';
import { z } from 'seedbed/zod';
const GateSchema = defineEntity({ name: 'Gate', tableName: 'gate', properties: {
  id: p.integer().primary(),
  allows: p.enum(['bikes', 'cars', 'it\\'s "all", {}']).array().nativeEnumName('vehicle').nullable(),
} });
class Gate extends GateSchema.class {}
GateSchema.setClass(Gate);
const all = [['cars', 'bikes'], [], ['it\\'s "all", {}'], null];
const gate = factory(Gate, { columns: { id: ({ n }) => n + 1, allows: ({ n }) => all[n % 4] } });
const gates = defineScenario({
  name: 'gates', summary: 'Four gates.', parameters: z.strictObject({}), appendable: false,
  shared(scope) { for (let n = 0; n < 4; n++) scope.add(gate, n, {}); },
});
export default defineConfig({ domains: [defineDomain({
  name: 'gates', entities: [Gate], migrations: new URL('./migrations/', import.meta.url),
  factories: { gate }, scenarios: [gates],
})] });
`;

test('arrays of an enum are migrated, checked and seeded', async () => {
  const cwd = temporaryFolder();
  for (const made of ['node_modules', 'migrations']) mkdirSync(join(cwd, made));
  symlinkSync(checkout, join(cwd, 'node_modules', 'seedbed'));
  symlinkSync(join(checkout, 'node_modules', '@mikro-orm'), join(cwd, 'node_modules', '@mikro-orm'));
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(cwd, 'seedbed.config.mjs'), config);
  const { url, client } = await freshDatabase();
  const env = { DATABASE_URL: url };
  for (const command of ['migrate create initial', 'migrate up', 'migrate check', 'seed gates'])
    expect(await seedbedInNode(command.split(' '), { cwd, env }), command).toMatchObject({ code: 0 });
  const { rows } = await client.query('select allows::text[] as allows from gate order by id');
  expect(rows.map(({ allows }) => allows)).toEqual([['cars', 'bikes'], [], [`it's "all", {}`], null]);
});
