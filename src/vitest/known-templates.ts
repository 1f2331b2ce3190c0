import type { Domain } from '../domain.ts';
import { release, type Template, template } from '../testing.ts';

/** A scenario's name, with parameters where others than its own are wanted. */
export type ScenarioChoice<Name extends string = string> =
  | Name
  | { readonly name: Name; readonly parameters: Readonly<Record<string, unknown>> };

/** The templates that the tests of a worker have asked for. */
export class KnownTemplates {
  readonly #known = new Map<Domain, Map<string, Promise<Template>>>();

  find(
    domain: Domain,
    scenario: ScenarioChoice | undefined,
    seed: number | string,
    from?: string,
  ): Promise<Template> {
    const ofDomain = this.#known.get(domain) ?? new Map<string, Promise<Template>>();
    this.#known.set(domain, ofDomain);
    const key = JSON.stringify([scenario, seed, from]);
    const choice = typeof scenario === 'string' ? { name: scenario, parameters: {} } : scenario;
    const options = choice ? { scenario: choice.name, parameters: choice.parameters } : {};
    const found =
      ofDomain.get(key) ?? template(domain, { ...options, seed, ...(from !== undefined && { from }) });
    ofDomain.set(key, found);
    found.catch(() => ofDomain.delete(key));
    return found;
  }

  /** Drops what this worker has made of them, as far as it can; what is left, the end of the run drops. */
  async release(): Promise<void> {
    const all = [...this.#known.values()].flatMap((ofDomain) => [...ofDomain.values()]);
    for (const found of all) await found.then(release).catch(() => {});
  }
}
