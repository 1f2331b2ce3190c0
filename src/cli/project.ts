import { resolve } from 'node:path';
import { type ConfigFile, findConfig } from '../config/find.ts';
import type { Domain } from '../domain.ts';
import { invocation } from './invocation.ts';

/** Takes this configuration instead of the one that is found, for the rest of the command. */
export function chooseConfig(path: string): void {
  invocation().config = resolve(path);
}

/** The configuration of the project in the working directory; undefined where there is none. */
export const configOfProject = (): ConfigFile | undefined => findConfig(process.cwd(), invocation().config);

/** The domains that come with seedbed, with what that configuration adds to them. */
export async function domainsOfProject(): Promise<readonly Domain[]> {
  // The domains take their time to load, and not every command needs them.
  const { projectDomains } = await import('../config/load.ts');
  return await projectDomains(process.cwd(), invocation().config);
}
