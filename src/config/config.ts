import type { Scenario } from '../seeders/scenario.ts';

/** What a project adds to seedbed, as the default export of its `seedbed.config.ts`. */
export interface Config {
  /** Scenarios of the project's own, by the name of the domain whose tables they fill. */
  readonly scenarios?: Readonly<Record<string, readonly Scenario[]>>;
}

/**
 * A project's configuration, with its types checked.
 *
 * @example
 * export default defineConfig({ scenarios: { course: [demoDay] } });
 */
export const defineConfig = (config: Config): Config => config;
