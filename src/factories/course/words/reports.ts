/** Names of test cases. */
export const testCases = [
  'returns 0 for an empty list',
  'returns an empty list for no input',
  'handles a single element',
  'handles two equal elements',
  'keeps the order of equal values',
  'does not change its argument',
  'works for the example in the task',
  'works for the second example',
  'accepts negative numbers',
  'accepts zero',
  'accepts very large numbers',
  'accepts floats',
  'rejects text where a number is expected',
  'rejects values out of range',
  'raises ValueError for invalid input',
  'raises no error for an empty string',
  'ignores upper and lower case',
  'ignores spaces at both ends',
  'ignores empty lines',
  'keeps characters outside the alphabet',
  'treats the lower limit as valid',
  'treats the upper limit as valid',
  'refuses the value just above the limit',
  'refuses the value just below the limit',
  'counts each element once',
  'counts duplicates',
  'finds the first occurrence',
  'finds the last element',
  'reports a missing element',
  'returns a new object',
  'returns a list, not a tuple',
  'returns an integer, not a float',
  'prints nothing while it calculates',
  'prints one value per line',
  'prints no trailing space',
  'ends the output with a line break',
  'agrees with the model solution on 100 random inputs',
  'is its own inverse when applied twice',
  'gives the same result when called again',
  'finishes within one second for 10,000 values',
  'uses no more than 50 MB of memory',
  'does not use a global variable',
  'has a docstring for every function',
  'can be imported without running',
  'reads the file line by line',
  'closes the file after an error',
  'leaves the source file unchanged',
  'copes with a missing file',
  'copes with a file without a final line break',
  'wraps around at the end of the alphabet',
  'handles nested lists three levels deep',
  'stops at the base case',
  'sorts a list that is already sorted',
  'sorts a list in reverse order',
  'breaks ties alphabetically',
  'compares equal objects as equal',
  'shows a readable text for str()',
  'refuses to divide by zero',
  'starts with a balance of zero',
  'works with an endless source',
] as const;

/** What a failed test case says. */
export const failures = [
  'expected 5 but got 4',
  'expected 0 but got None',
  'expected True but got False',
  'expected False but got None',
  'expected -1 but got 0',
  'expected 12 but got 12.000000000000002',
  'expected 47 but got 49',
  'expected "" but got None',
  'expected "closed" but got "open"',
  'expected "3a1b2c" but got "aaabcc"',
  'expected [] but got None',
  'expected [] but got [0]',
  'expected [1, 2, 3] but got [3, 2, 1]',
  'expected [1, 2, 3] but got [1, 2]',
  'expected [1, 2, 3] but got (1, 2, 3)',
  'expected {"a": 3} but got {"a": 2}',
  'expected 3 lines of output but got 4',
  'expected no output but got "done"',
  'expected ValueError but nothing was raised',
  'expected ValueError but got TypeError',
  'expected the argument to be unchanged, but its length went from 3 to 2',
  'line 2 differs: expected "2: eggs" but got "2:eggs"',
  'output ends with a space',
  'results differ for random input 17 of 100',
  'expected "kiwi" but got "plum"',
  'memory limit of 50 MB exceeded',
  'IndexError: list index out of range',
  'IndexError: string index out of range',
  "KeyError: 'plum'",
  "NameError: name 'total' is not defined",
  "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
  "TypeError: 'NoneType' object is not iterable",
  "TypeError: primes_up_to() missing 1 required positional argument: 'limit'",
  "ValueError: invalid literal for int() with base 10: 'abc'",
  'ZeroDivisionError: division by zero',
  "AttributeError: 'str' object has no attribute 'append'",
  "FileNotFoundError: [Errno 2] No such file or directory: 'input.txt'",
  'RecursionError: maximum recursion depth exceeded',
  "SyntaxError: expected ':' (line 7)",
  "UnboundLocalError: cannot access local variable 'count' where it is not associated with a value",
] as const;

/** What a part of a quiz says that was not answered right. */
export const quizFailures = [
  'wrong answer',
  'no answer',
  'one of the right answers is missing',
  'one answer too many',
  'right value, wrong type',
  'a program that fails was not recognised',
] as const;

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
