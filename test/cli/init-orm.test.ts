import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { endNode, seedbedInNode } from '../support/cli.ts';
import { freshDatabase, serverUrl } from '../support/database.ts';
import { runVitest, strangersProject } from '../support/stranger.ts';

const PACKAGES = ['core', 'postgresql', 'cli', 'decorators'].map((name) => `@mikro-orm/${name}`);

const PROJECT = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: { experimentalDecorators: true, module: 'esnext', target: 'es2022' },
  }),
  'src/garden.ts': `
import { Collection, type Rel } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

export enum Light { Sun = 'sun', Shade = 'shade' }

@Entity()
export class Bed {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'string', length: 20, unique: true })
  label!: string;

  @OneToMany(() => Plant, (plant) => plant.bed)
  plants = new Collection<Plant>(this);
}

@Entity()
export class Plant {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'string' })
  name!: string;

  @Enum(() => Light)
  light!: Light;

  @ManyToOne(() => Bed)
  bed!: Rel<Bed>;

  constructor(name: string) {
    this.name = name.trim();
  }
}
`,
  'src/mikro-orm.config.ts': `
import { defineConfig } from '@mikro-orm/postgresql';
import { Bed, Plant } from './garden.js';

export default defineConfig({ entities: [Bed, Plant], dbName: 'allotment', user: 'nobody', port: 1 });
`,
};

describe('in a project of decorated entities', () => {
  let cwd: string;
  const env = { DATABASE_TEST_URL: serverUrl(18) };
  const run = (...parameters: string[]) => seedbedInNode(parameters, { cwd, env });
  const read = (path: string) => readFileSync(join(cwd, path), 'utf8');

  beforeAll(() => {
    cwd = strangersProject([...PACKAGES, 'reflect-metadata', 'tsx'], PROJECT);
  });

  test('init needs no database, and imports the entities', async () => {
    const { code, stdout, stderr } = await run('init');
    expect(stderr).toBe('');
    expect(code, stdout).toBe(0);
    expect(stdout).toContain('2 tables of src/mikro-orm.config.ts\n');
    expect(stdout).toContain('All well: tried 2 combinations');
    expect(stdout).toMatch(/Now: npx seedbed seed allotment\/sample\n$/);
    expect(read('seedbed/domain.ts')).toContain(`import { Bed, Plant } from '../src/garden.ts';`);
    expect(await run('init', '--check')).toMatchObject({ code: 0 });
  });

  test('the commands read the decorators as MikroORM does', async () => {
    const { url, client } = await freshDatabase();
    await client.query(`
      create table bed (id serial primary key, label varchar(20) not null unique);
      create table plant (id uuid primary key, name varchar(255) not null, light text not null
        check (light in ('sun', 'shade')), bed_id int not null references bed)`);
    const seeded = await seedbedInNode(['seed', 'allotment/sample'], { cwd, env: { DATABASE_URL: url } });
    expect(seeded.code, seeded.stderr).toBe(0);
    const { rows } = await client.query('select count(*)::int as count from plant');
    expect(rows).toEqual([{ count: 100 }]);
  });

  test('its first test passes, and a typed one', async () => {
    writeFileSync(
      join(cwd, 'src/garden.test.ts'),
      `import { testFor } from 'seedbed/vitest';
      import { expect } from 'vitest';
      import { domain } from '../seedbed/domain.ts';
      import { Bed, Plant } from './garden.ts';
      const test = testFor(domain);
      test('plants', async ({ f, db }) => {
        const bed = await f.bed.create({ label: 'North', plants: 3 });
        expect(bed).toBeInstanceOf(Bed);
        expect(await db.em.count(Plant, { bed })).toBe(3);
      });`,
    );
    const { code, output, errors } = await runVitest(cwd, env);
    expect(code, output + errors).toBe(0);
    expect(output).toMatch(/Tests +2 passed/);
  });

  test('a mistake in the configuration is told with its file', async () => {
    const config = read('src/mikro-orm.config.ts');
    writeFileSync(join(cwd, 'src/mikro-orm.config.ts'), config.replace('[Bed, Plant]', '[Plant, Bed, Shed]'));
    // A process loads a module once.
    endNode();
    const { code, stderr } = await seedbedInNode(['init'], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toContain('mikro-orm.config.ts');
    expect(stderr).toContain('Shed');
    const json = await seedbedInNode(['init', '--json'], { cwd, env });
    expect(JSON.parse(json.stdout || json.stderr)).toMatchObject({ error: { code: 'orm_unreadable' } });
  });
});

test('decorators of the standard are taken, too', async () => {
  const cwd = strangersProject([...PACKAGES, 'reflect-metadata', 'tsx'], {
    ...PROJECT,
    'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'esnext', target: 'es2022' } }),
    'src/garden.ts': PROJECT['src/garden.ts'].replace('decorators/legacy', 'decorators/es'),
  });
  const { code, stdout, stderr } = await seedbedInNode(['init'], {
    cwd,
    env: { DATABASE_TEST_URL: serverUrl(18) },
  });
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('All well: tried 2 combinations');
});
