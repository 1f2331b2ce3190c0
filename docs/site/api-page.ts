import type { Exported } from './declarations.ts';

/**
 * The page of an entry: functions and values first, then types, each with its docstring.
 *
 * @example apiPage('seedbed/health', exportsOf('site/declarations/src/health.d.ts'))
 */
export function apiPage(entry: string, all: readonly Exported[]): string {
  const isType = ({ code }: Exported): boolean => /^export (declare )?(interface|type)\b/.test(code);
  const byName = (one: Exported, other: Exported): number => (one.name < other.name ? -1 : 1);
  const [types, values] = [all.filter(isType), all.filter((one) => !isType(one))];
  return [
    `# \`${entry}\``,
    `\`\`\`ts\nimport { ${values.map(({ name }) => name).join(', ') || '…'} } from '${entry}';\n\`\`\``,
    ...values.toSorted(byName).map(section),
    ...types.toSorted(byName).map(section),
    '',
  ].join('\n\n');
}

function section({ name, doc, code }: Exported): string {
  const parts = doc.split(/^(?=@\w+)/m).map((part) => part.trim());
  const texts = parts.filter((part) => !part.startsWith('@'));
  const tags = parts.filter((part) => part.startsWith('@'));
  const list = tags.filter((tag) => /^@(param|throws|returns)\b/.test(tag)).map(item);
  const examples = tags
    .filter((tag) => tag.startsWith('@example'))
    .map((tag) => `\`\`\`ts\n${tag.replace(/^@example\s*/, '')}\n\`\`\``);
  const declaration = `\`\`\`ts\n${code.replace(/^export (declare )?/, '')}\n\`\`\``;
  return [`## ${name}`, ...texts, declaration, list.join('\n'), ...examples].filter(Boolean).join('\n\n');
}

/** A tag as an item of a list. */
function item(tag: string): string {
  const [, kind = '', text = ''] = /^@(\w+)\s+([\s\S]*)$/.exec(tag) ?? [];
  const words = text.replace(/\s+/g, ' ');
  if (kind === 'param') return `- ${words.replace(/^(\w+)/, '`$1`:')}`;
  return `- ${kind}: ${words}`;
}
