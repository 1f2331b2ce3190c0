const name = String.raw`(?:"(?:[^"]|"")+"|[^\s",;]+)`;
const table = new RegExp(String.raw`^alter table (?:if exists )?(?:only )?((?:${name}\.)?${name})`, 'i');
const droppedTable = new RegExp(String.raw`^drop table (?:if exists )?((?:${name}\.)?${name})`, 'i');
const droppedColumn = new RegExp(String.raw`\bdrop column (?:if exists )?(${name})`, 'gi');
const renamedColumn = new RegExp(String.raw`\brename column (${name}) to (${name})`, 'i');

/**
 * What becomes of rows and values that statements take away or give another name; each is a sentence.
 *
 * @example consequencesOf(['alter table "books" drop column "lent"']) // ['The values of "books"."lent" go.']
 */
export const consequencesOf = (statements: readonly string[]): string[] =>
  statements.flatMap((sql) => {
    const [, dropped] = droppedTable.exec(sql) ?? [];
    if (dropped !== undefined) return [`The rows of ${dropped} go.`];
    const [, changed] = table.exec(sql) ?? [];
    if (changed === undefined) return [];
    const [, before, after] = renamedColumn.exec(sql) ?? [];
    if (after !== undefined)
      return [`The values of ${changed}.${before} stay, as ${after}: see whether it is meant so.`];
    return [...sql.matchAll(droppedColumn)].map(([, column]) => `The values of ${changed}.${column} go.`);
  });
