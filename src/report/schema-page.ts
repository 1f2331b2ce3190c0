import type { DatabaseTable } from '@mikro-orm/postgresql';
import { declaredTables } from '../database/declared-tables.ts';
import type { Domain } from '../domain.ts';
import { tablesOf } from '../load/table.ts';
import { rulesOf } from '../rules/rules-of.ts';
import type { Area } from './areas.ts';
import { entityDiagram } from './diagram.ts';
import { code, markdownTable } from './markdown.ts';
import { rulesTable } from './rules.ts';

type Index = ReturnType<DatabaseTable['getIndexes']>[number];
type ForeignKey = ReturnType<DatabaseTable['getForeignKeys']>[string];
type Trigger = ReturnType<DatabaseTable['getTriggers']>[number];

/**
 * What a domain's tables are and demand, as one Markdown page with diagrams. It needs no server.
 *
 * @param areas every table in one of them
 * @example writeFileSync('docs/schema/course.md', schemaPage(course, courseAreas));
 */
export function schemaPage(domain: Domain, areas: readonly Area[]): string {
  const all = declaredTables(domain);
  const rules = Map.groupBy(rulesOf(domain), ({ table }) => table);
  const parts = areas.map(({ title, entities }) => ({
    title,
    tables: entities.flatMap((entity) => {
      const name = tablesOf(domain).find((table) => table.entity === entity)?.name;
      return all.filter((table) => table.name === name);
    }),
  }));
  const inOrder = parts.flatMap(({ tables }) => tables);
  return [
    '<!-- Made by `npm run docs` from the entities and the rule catalogue. -->',
    `# The schema of \`${domain.name}\``,
    `${inOrder.length} tables, ${[...rules.values()].flat().length} rules. ${INTRODUCTION}`,
    '## All tables',
    mermaid(entityDiagram(inOrder, { columns: false })),
    ...parts.flatMap(({ title, tables }) => [
      `## ${title}`,
      mermaid(entityDiagram(tables, { columns: true })),
      ...tables.flatMap((table) => [
        `### ${table.name}`,
        columnsTable(table),
        listOf(table),
        rulesTable(rules.get(table.name) ?? []),
      ]),
    ]),
    '',
  ].join('\n\n');
}

const INTRODUCTION = `A rule is kept by a constraint or a trigger of the database; where there
is none, factories and scenarios obey it, and \`seedbed verify\` finds the rows that break it.

The diagrams leave out what nearly every table has: version, times, properties, and who wrote a row. A line
has the names of the columns that point to the other table.`;

const mermaid = (diagram: string): string => `\`\`\`mermaid\n${diagram}\n\`\`\``;

const columnsTable = (table: DatabaseTable): string =>
  markdownTable(
    ['column', 'type', 'null', 'default'],
    table
      .getColumns()
      .map(({ name, type, nullable, default: value, generated }) => [
        code(name),
        type,
        nullable ? 'yes' : 'no',
        generated ? `generated as ${code(generated)}` : value ? code(value) : '',
      ]),
  );

const listOf = (table: DatabaseTable): string =>
  [
    ...table
      .getIndexes()
      .filter(({ primary }) => primary)
      .map((index) => `- primary key: ${keyOf(index)}`),
    ...table
      .getIndexes()
      .filter(({ primary, unique }) => unique && !primary)
      .map((index) => `- unique: ${keyOf(index)}`),
    ...Object.values(table.getForeignKeys()).map((key) => `- foreign key: ${foreignKey(key)}`),
    ...table.getChecks().map(({ name, expression }) => `- check: ${code(name)}, ${code(String(expression))}`),
    ...table
      .getIndexes()
      .filter(({ unique }) => !unique)
      .map((index) => `- index: ${keyOf(index)}`),
    ...table.getTriggers().map((trigger) => `- trigger: ${triggerOf(trigger)}`),
  ].join('\n');

function keyOf({ keyName, columnNames, type, where }: Index): string {
  const on = `${code(keyName)} on ${columnNames.map(code).join(', ')}`;
  return [
    on,
    ...(type ? [`by ${type}`] : []),
    ...(typeof where === 'string' ? [`where ${code(where)}`] : []),
  ].join(' ');
}

function foreignKey({
  constraintName,
  columnNames,
  referencedTableName,
  referencedColumnNames,
  ...key
}: ForeignKey): string {
  const target = `${referencedTableName.replace(/^public\./, '')} (${referencedColumnNames.join(', ')})`;
  return [
    `${code(constraintName)}, ${columnNames.map(code).join(', ')} → ${code(target)}`,
    `on delete ${key.deleteRule}, on update ${key.updateRule}`,
    ...(key.deferMode ? [`initially ${key.deferMode}`] : []),
  ].join(', ');
}

/** `before insert for each row`, and the function that it calls. */
function triggerOf({ name, expression = '' }: Trigger): string {
  const [, when = '', calls = ''] =
    /^create trigger \S+ (.*) execute function (?:public\.)?(\w+)\(\)$/.exec(expression) ?? [];
  return `${code(name)}, ${when.replace(/ on (?:public\.)?"\w+"/, '')}: ${code(calls)}`;
}
