import words from './reports.json' with { type: 'json' };

/** Names of test cases. */
export const { testCases } = words;

/** What a failed test case says. */
export const { failures } = words;

/** What a part of a quiz says that was not answered right. */
export const { quizFailures } = words;

// a type alias, not an interface, so that it is accepted where any JSON value is
export type TestReport = {
  summary: { total: number; passed: number; failed: number; skipped: number };
  tests: { name: string; result: 'PASSED' | 'FAILED'; resultMessage?: string; duration: number }[];
};

/**
 * The value of `result.result_json`, in the form of the platform's workers: `total` tests, of which the first `passed`
 * succeed (0 ≤ passed ≤ total). Each callback gets the index of the test; a duration is in seconds.
 *
 * @example
 * report(1, 2, (i) => testCases[i] ?? '', () => 'expected 5 but got 4', () => 0.012)
 * // { summary: { total: 2, passed: 1, failed: 1, skipped: 0 },
 * //   tests: [{ name: 'returns 0 for an empty list', result: 'PASSED', duration: 0.012 },
 * //           { name: 'returns an empty list for no input', result: 'FAILED',
 * //             resultMessage: 'expected 5 but got 4', duration: 0.012 }] }
 */
export function report(
  passed: number,
  total: number,
  pickCase: (i: number) => string,
  pickFailure: (i: number) => string,
  duration: (i: number) => number,
): TestReport {
  return {
    summary: { total, passed, failed: total - passed, skipped: 0 },
    tests: Array.from({ length: total }, (_, i) =>
      i < passed
        ? { name: pickCase(i), result: 'PASSED', duration: duration(i) }
        : { name: pickCase(i), result: 'FAILED', resultMessage: pickFailure(i), duration: duration(i) },
    ),
  };
}
