const UNESCAPED: Readonly<Record<string, string>> = {
  '\\\\': '\\',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
  '\\b': '\b',
  '\\f': '\f',
  '\\v': '\v',
};

/** What a reader might take for null, for a delimiter, for the end, or trim. */
const AMBIGUOUS = /^$|^\s|\s$|[",\\\r\n]/;

/**
 * Lines of COPY text as CSV with PostgreSQL's defaults: null is empty, an empty text is `""`, and quotes in a
 * text are doubled. Each line of one becomes a record of the other.
 *
 * @example csvText('1\t\\N\ta "quoted"\\nword\n') // '1,,"a ""quoted""\nword"\n'
 */
export function csvText(copyText: string): string {
  let csv = '';
  for (const line of copyText.split('\n').slice(0, -1)) csv += `${line.split('\t').map(csvField).join()}\n`;
  return csv;
}

/** The first line of a CSV file. */
export const csvHeader = (columns: readonly string[]): string => `${columns.map(csvField).join()}\n`;

function csvField(field: string): string {
  if (field === '\\N') return '';
  const text = field.includes('\\') ? field.replace(/\\./g, (pair) => UNESCAPED[pair] ?? pair) : field;
  return AMBIGUOUS.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
