import { setTimeout as pause } from 'node:timers/promises';

/** Looks every few milliseconds, which leaves the processors to what is waited for. */
const PAUSE = 5;

/** Waits until `condition` is true; the test's own time limit bounds it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(PAUSE);
}
