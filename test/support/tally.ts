import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/**
 * A vitest reporter for CI: keeps `passed failed` in the file TALLY_FILE, so that a run that was stopped has
 * its numbers too, with a line for each test that failed, and ends the run after TALLY_SECONDS in good order, with its
 * servers taken down.
 */
export default class Tally implements Reporter {
  // By test, because vitest may report one more than once.
  readonly #states = new Map<string, string>();
  readonly #failed = new Map<string, string>();

  onInit(vitest: Vitest): void {
    this.#write();
    const seconds = Number(process.env['TALLY_SECONDS'] ?? 0);
    // vitest knows no other reason for a run that ends early in good order than a key that was pressed.
    if (seconds > 0) setTimeout(() => vitest.cancelCurrentRun('keyboard-input'), seconds * 1000).unref();
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    this.#states.set(test.id, state);
    if (state === 'failed')
      this.#failed.set(
        test.id,
        `${test.module.relativeModuleId} > ${test.fullName}: ${firstLine(errors?.[0])}`,
      );
    else this.#failed.delete(test.id);
    this.#write();
  }

  /** A hook or an import that fails has no test of its own, and counts as one. */
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: string): void {
    if (reason !== 'interrupted') {
      const besides = modules
        .flatMap((module) => [module, ...module.children.allSuites()])
        .flatMap((suite) => suite.errors().slice(0, 1));
      for (const [i, error] of [...errors, ...besides].entries())
        this.#failed.set(`besides ${i}`, `beside the tests: ${firstLine(error)}`);
    }
    this.#write(reason);
  }

  #write(reason = 'running'): void {
    const file = process.env['TALLY_FILE'];
    if (file === undefined) return;
    const passed = [...this.#states.values()].filter((state) => state === 'passed').length;
    writeFileSync(
      file,
      [`${passed} ${this.#failed.size} ${reason}`, ...this.#failed.values(), ''].join('\n'),
    );
  }
}

const firstLine = (error: SerializedError | undefined): string => error?.message.split('\n', 1)[0] ?? '';
