import { setImmediate as turn } from 'node:timers/promises';

/** Waits until `condition` is true; the test's own time limit bounds it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await turn();
}
