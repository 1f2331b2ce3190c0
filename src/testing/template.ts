import type pg from 'pg';
import { foundationOf } from '../database/template/foundation.ts';
import type { Recipe } from '../database/template/names.ts';
import { type Templates, templatesOf } from '../database/template.ts';
import type { TestServer } from '../database/test-server.ts';
import type { Domain } from '../domain.ts';
import { findScenario } from '../domains.ts';
import type { Origin } from '../random/address.ts';
import { DEFAULT_NOW } from '../random/clock.ts';
import { parseParameters } from '../seeders/parameters.ts';
import type { Content } from './fill.ts';
import { OrmLease } from './orm-lease.ts';
import { requireTestDatabase } from './require-test-database.ts';
import { SharedDatabase } from './shared-database.ts';
import { sourceOf } from './source.ts';
import type { Structure } from './structure.ts';

export interface TemplateOptions<ScenarioName extends string = string> {
  /** The name of the scenario that it holds; without one its tables are empty. */
  readonly scenario?: ScenarioName;
  /** The scenario's parameters, as values or as texts. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Equal seeds give equal data, of the scenario as of the factories. */
  readonly seed?: number | string;
  /** The "now" of the data. */
  readonly now?: Date;
  /** The url of a database whose tables it has, in the place of what the migrations, or the project's MikroORM, make. */
  readonly from?: string;
}

/** A database that a test has for itself. */
interface Copy {
  readonly url: string;
  readonly client: pg.Client;
  /** Begins to make copies for the tests that come next. */
  readonly prepareNext: () => void;
  /** Leaves it to be looked into; resolves to whether it is left. */
  readonly keep: () => Promise<boolean>;
  readonly drop: () => Promise<void>;
}

/** A migrated database, with a scenario or without, that tests start from. */
export class Template<D extends Domain = Domain> {
  readonly domain: D;
  /** Of the data, and of the factories of each test. */
  readonly origin: Origin;
  readonly #server: TestServer;
  readonly #structure: Structure | undefined;
  readonly #content: Content | undefined;
  #recipe: Promise<Recipe> | undefined;
  #permission: Promise<void> | undefined;
  #shared: Promise<SharedDatabase> | undefined;
  /** As long as there is no clone, nothing is kept ready. */
  #dropPool = async (): Promise<void> => {};
  /** Those that no clone uses. */
  readonly #leases: OrmLease[] = [];

  /**
   * @param structure what its tables are, where not what the migrations make
   * @throws `unknown_scenario`, `unknown_parameter`, `bad_parameter`
   */
  constructor(server: TestServer, domain: D, options: TemplateOptions, structure?: Structure) {
    const { scenario: name, parameters = {}, seed: number = 0, now = DEFAULT_NOW } = options;
    this.#server = server;
    this.#structure = structure;
    this.domain = domain;
    this.origin = { seed: number, now };
    if (name === undefined) return;
    const { scenario } = findScenario(name, [domain]);
    this.#content = { scenario, parameters: parseParameters(scenario, parameters) };
  }

  /**
   * Finds the template, or makes it where there is none, or one of something else.
   *
   * @throws `not_a_test_server`
   */
  async ensure(): Promise<{ templates: Templates; name: string }> {
    const { url, embedded } = this.#server;
    this.#recipe ??= this.#describe();
    this.#permission ??= embedded ? Promise.resolve() : requireTestDatabase(url, this.domain);
    const opening = this.#permission.then(() => templatesOf(url));
    const [recipe, templates] = await Promise.all([this.#recipe, opening]);
    const name = await templates.ensure(recipe, (url) => this.#fill(url));
    return { templates, name };
  }

  /** A copy for a test, and what to do once it is in use, and when it no longer is. */
  async clone(): Promise<Copy> {
    const { templates, name } = await this.ensure();
    this.#dropPool = () => templates.dropPool(name);
    const database = await templates.take(name);
    return {
      url: database.url,
      client: await database.connect(),
      prepareNext: () => templates.fillPool(name, database),
      keep: () => templates.keep(database),
      drop: () => templates.drop(database),
    };
  }

  takeLease(): OrmLease {
    return this.#leases.pop() ?? new OrmLease(this.domain);
  }

  async giveBack(lease: OrmLease): Promise<void> {
    await lease.clear();
    this.#leases.push(lease);
  }

  /** The database that the transactions of this process run in. */
  shared(): Promise<SharedDatabase> {
    this.#shared ??= this.ensure().then(
      async ({ templates, name }) => new SharedDatabase(templates, await templates.clone(name), this.domain),
    );
    this.#shared.catch(() => {
      this.#shared = undefined;
    });
    return this.#shared;
  }

  /** Ends the shared database; the next transaction makes another one. */
  async endShared(): Promise<void> {
    const shared = await this.#shared;
    this.#shared = undefined;
    await shared?.end();
  }

  /** Ends the shared database, and drops the copies that were kept ready. What comes next shares nothing with it. */
  async end(): Promise<void> {
    this.#leases.length = 0;
    await this.endShared();
    await this.#dropPool();
  }

  async #describe(): Promise<Recipe> {
    const { database, script } = this.#structure ?? {};
    // Those of another structure are neighbors: none of them takes the place of another.
    const domain = database === undefined ? this.domain.name : JSON.stringify([this.domain.name, database]);
    const foundation = JSON.stringify([await foundationOf(this.domain), script]);
    if (!this.#content) return { domain, foundation, dataset: 'empty', source: '' };
    const { scenario, parameters } = this.#content;
    const dataset = JSON.stringify([scenario.name, parameters, this.origin]);
    return { domain, foundation, dataset, source: sourceOf(this.domain, scenario) };
  }

  async #fill(url: string): Promise<void> {
    // Few processes make a template: the others need not load what that takes.
    const { fill } = await import('./fill.ts');
    const wanted = { content: this.#content, structure: this.#structure };
    await fill(url, this.domain, wanted, this.origin);
  }
}
