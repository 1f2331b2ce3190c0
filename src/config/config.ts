import type { Domain } from '../domain.ts';
import type { Scenario } from '../seeders/scenario.ts';

/** What a project adds to seedbed, as the default export of its `seedbed.config.ts`. */
export interface Config {
  /** Domains of the project's own. The first one is what a command is about that is not told otherwise. */
  readonly domains?: readonly Domain[];
  /** Scenarios of the project's own, by the name of the domain whose tables they fill. */
  readonly scenarios?: Readonly<Record<string, readonly Scenario[]>>;
}

/**
 * A project's configuration, with its types checked.
 *
 * @example
 * export default defineConfig({ scenarios: { course: [demoDay] } });
 *
 * @example
 * export default defineConfig({ domains: [library] });
 */
export const defineConfig = (config: Config): Config => config;
