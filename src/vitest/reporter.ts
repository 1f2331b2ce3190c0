// The package's entry `seedbed/vitest/reporter`: a reporter for vitest.

import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { linesOf } from './record.ts';

/**
 * Says for each failed test what data it had, which rows its factories have made, where its database is kept, and
 * which connections it has left open. Goes behind another reporter.
 *
 * @example test: { reporters: ['default', 'seedbed/vitest/reporter'] }
 */
export default class SeedbedReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const failed = modules.flatMap((module) => [...module.children.allTests('failed')]);
    for (const test of failed) {
      const { seedbed } = test.meta();
      if (!seedbed) continue;
      const lines = linesOf(seedbed).map((line) => `   ${line}\n`);
      this.#vitest?.logger.log(
        ` seedbed ${test.module.relativeModuleId} > ${test.fullName}\n${lines.join('')}`,
      );
    }
  }
}
