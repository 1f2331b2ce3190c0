import words from './gradings.json' with { type: 'json' };
import type { Text } from './text.ts';

interface Remarks {
  /** On the tests. */
  readonly tests: readonly Text[];
  /** On how it is written. */
  readonly style: readonly Text[];
  readonly extra: readonly Text[];
  /** On a grading that is not the first one. */
  readonly again: readonly Text[];
}

/** The parts of a grader's remark on a submission. */
// JSON has no types of its own; that each condition is one of those that there are, a test shows.
export const remarks = words as Remarks;
