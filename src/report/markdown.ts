/** Rows as a Markdown table; each cell is Markdown. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** A text as code. */
export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** A text with what Markdown would take for its own escaped. */
export const plain = (text: string): string => text.replace(/[\\`*<|[\]]/g, '\\$&');
