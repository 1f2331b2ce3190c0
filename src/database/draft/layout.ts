/** A statement that makes or changes a table, with a line for each of its parts. */
export function laidOut(sql: string): string {
  const isTable = /^create table /i.test(sql);
  if (!isTable && !/^alter table /i.test(sql)) return sql;
  const { head, parts, tail } = partsOf(sql, isTable ? 1 : 0);
  const body = parts.map((part) => part.trim()).join(',\n      ');
  return isTable ? `${head}\n      ${body}\n    ${tail}` : body;
}

/**
 * Splits at the commas within so many parentheses, but not in quotes. With 1, `head` ends with the first parenthesis
 * and `tail` begins with the one that closes it.
 */
function partsOf(sql: string, depth: 0 | 1): { head: string; parts: readonly string[]; tail: string } {
  let [head, tail, open] = ['', '', 0];
  const parts = [''];
  for (const [token] of sql.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]|[^'"(),]+/g)) {
    if (token === ')') open--;
    if (tail !== '' || open < depth) {
      if (head.endsWith('(')) tail += token;
      else head += token;
    } else if (token === ',' && open === depth) parts.push('');
    else parts[parts.length - 1] += token;
    if (token === '(') open++;
  }
  return { head, parts, tail };
}
