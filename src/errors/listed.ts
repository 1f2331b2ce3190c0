/** A sentence with what belongs to it below, a line each. */
export const listed = (sentence: string, lines: readonly string[]): string =>
  [sentence, ...lines.map((line) => `  ${line}`)].join('\n');
