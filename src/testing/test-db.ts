import { Holder } from '../database/template/holder.ts';
import { templatesOf } from '../database/template.ts';
import { testServer } from '../database/test-server.ts';
import { withDatabase } from '../database/url.ts';
import type { Domain } from '../domain.ts';
import { readStructure } from './structure.ts';
import { Template, type TemplateOptions } from './template.ts';

/** A database for tests that this process does not run. */
export interface TestDb {
  readonly name: string;
  /** With the password. */
  readonly url: string;
}

/**
 * Makes a copy of a template that stays when this process has ended: as long as a process is left of the group that this
 * one was started in, or where the group ends with it, as long as the process that started the group; and as long as
 * a session is open in it.
 *
 * @throws `database_not_held`, `structure_not_taken`, and what `template` of `seedbed/testing` throws; then there is none
 * @example const { url } = await createTestDb(course, { scenario: 'minimal' });
 */
export async function createTestDb(domain: Domain, options: TemplateOptions): Promise<TestDb> {
  // It starts while the template is looked for.
  const holder = new Holder();
  try {
    const server = await testServer();
    const structure = options.from === undefined ? undefined : await readStructure(options.from);
    const template = new Template(server, domain, options, structure);
    const { templates, name: original } = await template.ensure();
    const { name, url } = await templates.cloneFor(holder, original);
    return { name, url };
  } finally {
    holder.leave();
  }
}

/**
 * Drops one, with the sessions in it. Resolves to whether it was there.
 *
 * @throws `database_not_ours`
 */
export async function dropTestDb(name: string): Promise<boolean> {
  const { url } = await testServer();
  return await (await templatesOf(url)).named.drop(name);
}

/**
 * Puts one back to what it was when it was made, under the same name. Its sessions are ended.
 *
 * @throws `test_database_missing`, `database_not_ours`, `template_missing`; then it is as it was
 */
export async function resetTestDb(name: string): Promise<TestDb> {
  const { url } = await testServer();
  await (await templatesOf(url)).named.reset(name);
  return { name, url: withDatabase(url, name) };
}
