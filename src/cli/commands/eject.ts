import { join } from 'node:path';
import type { Command } from 'commander';
import { importPathIn } from '../../config/import-ending.ts';
import { projectOf } from '../../database/server/home.ts';
import { constantName, type Ejectable, ejectableOf, ejectedSource } from '../../derive/ejected.ts';
import { keyLiteral } from '../../derive/literal.ts';
import type { Domain } from '../../domain.ts';
import { SeedbedError } from '../../errors/error.ts';
import { unknownName } from '../../errors/unknown-name.ts';
import { requireFolderOrNothing } from '../../load/files/plain-file.ts';
import type { CommonOptions } from '../common-options.ts';
import { domainNamed } from '../domain-option.ts';
import { print, printDocument } from '../output.ts';
import { domainsOfProject } from '../project.ts';
import { FACTORIES, writeNew } from '../project-files.ts';

interface EjectOptions extends CommonOptions {
  readonly domain?: string;
}

/** `seedbed eject`: a derived factory as source. */
export function addEjectCommand(program: Command): void {
  program
    .command('eject')
    .argument('<table>', 'a table, or the name of its factory')
    .summary('write a derived factory as source, to be changed')
    .description(
      'Write the factory that is derived for a table to a file in seedbed/factories, as source that does the same. ' +
        'Change it there, and give it to deriveDomain: it takes the place of the derived one. A file that is there stays ' +
        'as it is. It needs no database.',
    )
    .option('--domain <name>', 'whose table it is (default: the first derived domain that has it)')
    .action(eject);
}

/** @throws `not_derived`, `unknown_name`, `file_exists`, `unsafe_file`; what loading the configuration throws */
async function eject(table: string, { domain: name, json = false }: EjectOptions): Promise<void> {
  const project = projectOf(process.cwd());
  const domains = await domainsOfProject();
  const ejectable = ejectableNamed(table, name === undefined ? domains : [domainNamed(name, domains)]);
  const constant = constantName(ejectable.name);
  const path = `${FACTORIES}/${constant}.ts`;
  await requireFolderOrNothing(join(project, 'seedbed'));
  await requireFolderOrNothing(join(project, FACTORIES));
  if (!writeNew(join(project, path), ejectedSource(ejectable)))
    throw new SeedbedError('file_exists', { message: `${path} is there already.`, details: { path } });
  if (json) {
    printDocument({ table: ejectable.table.name, factory: ejectable.name, written: path });
    return;
  }
  const key = keyLiteral(ejectable.name);
  print(`${path}  written\n`);
  print('In seedbed/domain.ts, give it to deriveDomain:\n');
  const importPath = await importPathIn(project);
  print(`  import { ${constant} } from '${importPath(`./factories/${constant}.ts`)}';`);
  print(`  factories: { ${key === constant ? constant : `${key}: ${constant}`} },`);
}

function ejectableNamed(wanted: string, domains: readonly Domain[]): Ejectable {
  const all = domains.flatMap(({ entities }) => entities.flatMap((entity) => ejectableOf(entity) ?? []));
  if (all.length === 0)
    throw new SeedbedError('not_derived', {
      message: `The factories of ${domains.map(({ name }) => name).join(', ')} are written already: none is derived.`,
      details: { table: wanted },
    });
  const found = all.find(({ table }) => table.name === wanted) ?? all.find(({ name }) => name === wanted);
  if (found) return found;
  throw unknownName(
    'The command',
    'derived table',
    wanted,
    all.map(({ table }) => table.name),
  );
}
