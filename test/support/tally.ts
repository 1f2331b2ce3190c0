import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/**
 * A vitest reporter for CI: keeps `passed failed` in the file TALLY_FILE, so that a run that was stopped has
 * its numbers too, and ends the run after TALLY_SECONDS in good order, with its servers taken down.
 */
export default class Tally implements Reporter {
  // By test, because vitest may report one more than once.
  readonly #states = new Map<string, string>();
  #failedBesides = 0;

  onInit(vitest: Vitest): void {
    this.#write();
    const seconds = Number(process.env['TALLY_SECONDS'] ?? 0);
    // vitest knows no other reason for a run that ends early in good order than a key that was pressed.
    if (seconds > 0) setTimeout(() => vitest.cancelCurrentRun('keyboard-input'), seconds * 1000).unref();
  }

  onTestCaseResult(test: TestCase): void {
    this.#states.set(test.id, test.result().state);
    this.#write();
  }

  /** A hook or an import that fails has no test of its own, and counts as one. */
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: string): void {
    if (reason !== 'interrupted') {
      const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
      this.#failedBesides = errors.length + suites.filter((suite) => suite.errors().length > 0).length;
    }
    this.#write(reason);
  }

  #write(reason = 'running'): void {
    const file = process.env['TALLY_FILE'];
    if (file === undefined) return;
    const count = (state: string) => [...this.#states.values()].filter((one) => one === state).length;
    writeFileSync(file, `${count('passed')} ${count('failed') + this.#failedBesides} ${reason}\n`);
  }
}
