import words from './reports.json' with { type: 'json' };

/** What a part of a quiz says that was not answered right. */
export const { quizFailures } = words;

/**
 * What ends a whole run, so that it reports no test, by the language of the task: of the compiler or the interpreter before
 * it begins, or of the program itself. Each fits every task in its language.
 *
 * @example runFailures.java.syntaxErrors[0] // "line 14: error: ';' expected"
 */
export const { runFailures } = words;

/** A language that students write programs in. */
export type Language = keyof typeof runFailures;

// a type alias, not an interface, so that it is accepted where any JSON value is
export type TestReport = {
  summary: { total: number; passed: number; failed: number; skipped: number };
  tests: { name: string; result: 'PASSED' | 'FAILED'; resultMessage?: string; duration: number }[];
};

/**
 * The value of `result.result_json`, in the form of the platform's workers; those tests failed that say so. A duration
 * is in seconds.
 *
 * @example
 * report([{ name: 'accepts zero', duration: 0.012 }, { name: 'sorts', duration: 0.2, failure: 'expected 5 but got 4' }])
 * // { summary: { total: 2, passed: 1, failed: 1, skipped: 0 },
 * //   tests: [{ name: 'accepts zero', result: 'PASSED', duration: 0.012 },
 * //           { name: 'sorts', result: 'FAILED', resultMessage: 'expected 5 but got 4', duration: 0.2 }] }
 */
export function report(
  tests: readonly { readonly name: string; readonly duration: number; readonly failure?: string }[],
): TestReport {
  const failed = tests.filter(({ failure }) => failure !== undefined).length;
  return {
    summary: { total: tests.length, passed: tests.length - failed, failed, skipped: 0 },
    tests: tests.map(({ name, duration, failure }) =>
      failure === undefined
        ? { name, result: 'PASSED', duration }
        : { name, result: 'FAILED', resultMessage: failure, duration },
    ),
  };
}
