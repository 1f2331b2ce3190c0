/** One task of a week; the slug is a label of a content path, unique in the whole curriculum. */
export interface Task {
  readonly title: string;
  readonly slug: string;
  /** The task statement, in Markdown. */
  readonly description: string;
}

/** One week of a course: a topic with its assignments, of which a course takes one or two, and its quiz. */
export interface Week {
  readonly title: string;
  readonly slug: string;
  readonly summary: string;
  readonly assignments: readonly [Task, Task, ...Task[]];
  readonly quiz: Task;
}
