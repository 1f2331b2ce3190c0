/** Who acts, for the history. */
export interface Author {
  /** A person or a machine, such as `ada@laptop`. */
  readonly by: string;
  /** The commit that the project is at. */
  readonly commit?: string | undefined;
}
