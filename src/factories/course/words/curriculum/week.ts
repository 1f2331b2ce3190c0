/** One task of a week; the slug is a label of a content path, unique in the whole curriculum. */
export interface Task {
  readonly title: string;
  readonly slug: string;
  /** The task statement, in Markdown. */
  readonly description: string;
  /** How long an average student works on it. */
  readonly minutes: number;
  /** From -1, which nearly all students solve, to 1, which few do. */
  readonly difficulty: number;
}

/** A test of one task. */
export interface TestCase {
  readonly name: string;
  /** What it says when it fails. */
  readonly failure: string;
  /** What it says of mistakes that are less common. */
  readonly otherFailures?: readonly string[];
  /** Beside the other tests of its task: from -1, which nearly every attempt passes, to 1. */
  readonly difficulty: number;
}

/** A program to write, with its tests in the order of their reports. */
export interface Assignment extends Task {
  readonly tests: readonly TestCase[];
}

/** Questions by what they are about, as many as the description says. */
export interface Quiz extends Task {
  readonly questions: readonly string[];
}

/** One week of a course: a topic with two assignments, of which a course takes one or both, and its quiz. */
export interface Week {
  readonly title: string;
  readonly slug: string;
  readonly summary: string;
  readonly assignments: readonly [Assignment, Assignment];
  readonly quiz: Quiz;
}
