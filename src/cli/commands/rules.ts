import { type Command, Option } from 'commander';
import { rulesMarkdown } from '../../report/rules.ts';
import { violationsQuery } from '../../rules/pass.ts';
import type { Rule } from '../../rules/rule.ts';
import { rulesOf } from '../../rules/rules-of.ts';
import { namedDomain, withDomainOption } from '../domain-option.ts';
import { columnsOr, print, printAsIs, printDocument } from '../output.ts';
import { renderRules } from '../rules-list.ts';

interface RulesOptions {
  readonly domain?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** `seedbed rules`: what the schema demands. */
export function addRulesCommand(program: Command): void {
  withDomainOption(program.command('rules'), '')
    .summary('list everything that the schema demands of its rows')
    .description(
      'List the rules of the schema by table, with what enforces each, its name and its description: a constraint or ' +
        'index of the database, a trigger, or only `seedbed verify`. It needs no database.',
    )
    .addOption(new Option('--markdown', 'print Markdown, a section a table').conflicts('json'))
    .action(listRules);
}

async function listRules({ domain: name, json, markdown }: RulesOptions): Promise<void> {
  const rules = rulesOf(await namedDomain(name));
  if (json) printDocument(rules.map(plain));
  else if (markdown) printAsIs(rulesMarkdown(rules));
  // Into a pipe goes one line for each rule, whatever its length.
  else print(renderRules(rules, columnsOr(Number.POSITIVE_INFINITY)));
}

const plain = (rule: Rule) => ({
  name: rule.name,
  table: rule.table,
  kind: rule.kind,
  enforcedBy: rule.enforcedBy,
  description: rule.description,
  sqlstate: rule.answer?.sqlstate ?? null,
  constraint: rule.answer?.constraint ?? null,
  query: violationsQuery(rule),
});
