import { MikroORM } from '@mikro-orm/postgresql';
import { expect, test } from 'vitest';
import { bind } from '../../../src/bind.ts';
import { type DeriveOptions, deriveDomain } from '../../../src/derive/derive-domain.ts';
import { type ReadOptions, readStructure } from '../../../src/derive/read-structure.ts';
import { lint } from '../../../src/lint.ts';
import { freshDatabase } from '../../support/database.ts';
import { seedSample } from '../derived.ts';
import { compiled, ejectAll, projectForFactories } from '../ejected-factories.ts';

/**
 * A test on a database with the tables of a project's entities, which has `project`: the domain that is derived from them,
 * and its factories.
 *
 * @example const inZoo = projectTest({ Animal, Cat });
 */
export const projectTest = <const Es extends Readonly<Record<string, unknown>>>(
  entities: Es,
  options: ProjectOptions = {},
) =>
  test.extend<{ project: Awaited<ReturnType<typeof derivedProject<Es>>> }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest wants a pattern
    project: async ({}, use) => {
      const made = await derivedProject(entities, options);
      await use(made);
      await made.orm.close();
    },
  });

async function derivedProject<const Es extends Readonly<Record<string, unknown>>>(
  entities: Es,
  { leaveOut, ...options }: ProjectOptions,
) {
  const { url, client } = await freshDatabase();
  // MikroORM refuses what are no entities.
  const orm = new MikroORM({ entities: Object.values(entities) as never[], clientUrl: url });
  await client.query(await orm.schema.getCreateSchemaSQL());
  const structure = await readStructure(url, { ...(leaveOut && { leaveOut }) });
  const derive = (more: Pick<DeriveOptions, 'factories'> = {}) =>
    deriveDomain({ name: 'project', orm, structure, entities, ...options, ...more });
  const domain = derive();
  const em = orm.em.fork();
  return { url, client, orm, em, domain, derive, f: bind(domain, { em }) };
}

type ProjectOptions = Pick<DeriveOptions, 'overrides'> & Pick<ReadOptions, 'leaveOut'>;

/** Requires that the factories of a project as source do what the derived ones do. */
export async function expectSameAsSource({
  client,
  domain,
  derive,
}: Pick<Awaited<ReturnType<typeof derivedProject>>, 'client' | 'domain' | 'derive'>): Promise<void> {
  const project = projectForFactories();
  const own = derive({ factories: await ejectAll(domain, project, 'factories') });
  const findings = await lint(own, { client });
  expect(findings.map(({ name, error }) => `${name}: ${error.message}`)).toEqual([]);
  await seedSample({ client, domain: own }, { rows: 40 });
  expect(await compiled(project)).toBe('');
}
