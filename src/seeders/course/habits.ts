/** What makes one course different from another. */
export interface Habits {
  /** Assignments a week: the second one is for teams; of a single one, every third is. */
  readonly assignments: 1 | 2;
  /** Questions in the forum a week. */
  readonly questions: number;
  /** The share (0 to 1) of students who read the forum. */
  readonly reading: number;
  /** The share (0 to 1) of students who drop out by now. */
  readonly dropout: number;
}
