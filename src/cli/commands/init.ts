import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import type { Client } from 'pg';
import { findConfig } from '../../config/find.ts';
import { importPathIn } from '../../config/import-ending.ts';
import { type FoundOrm, ormOfProject } from '../../config/project-orm.ts';
import { nameOf } from '../../database/name-of.ts';
import { isDependency } from '../../database/project-dependencies.ts';
import { projectOf } from '../../database/server/home.ts';
import { maskedUrl } from '../../database/url.ts';
import { deriveDomain } from '../../derive/derive-domain.ts';
import { Names } from '../../derive/names.ts';
import { onTables, readStructureOn, structureIn } from '../../derive/read-structure.ts';
import type { DatabaseStructure } from '../../derive/structure.ts';
import { tableTypes } from '../../derive/table-types.ts';
import type { Domain } from '../../domain.ts';
import { SeedbedError } from '../../errors/error.ts';
import { counted } from '../../errors/format.ts';
import { shownName } from '../../errors/shown.ts';
import { requireFolderOrNothing } from '../../load/files/plain-file.ts';
import type { CommonOptions } from '../common-options.ts';
import { answerTo, canAsk, isConfirmed } from '../confirm.ts';
import { databaseUrl } from '../database-url.ts';
import { exitWith, print, printDocument, printNote } from '../output.ts';
import { domainsOfProject } from '../project.ts';
import {
  type OrmPlace,
  projectFiles,
  replaceFile,
  STRUCTURE,
  structureText,
  TABLES,
  writeNew,
} from '../project-files.ts';
import { openSession } from '../session.ts';
import { printFindings, tryFactories } from '../try-factories.ts';

interface InitOptions extends CommonOptions {
  readonly name?: string;
  readonly leaveOut?: string[];
  readonly check?: boolean;
  /** Without it, `--no-test`. */
  readonly test: boolean;
  readonly yes?: boolean;
}

/** `seedbed init`: what it takes to fill the tables of a database that nothing is written for. */
export function addInitCommand(program: Command): void {
  program
    .command('init')
    .summary('derive factories and a sample from a MikroORM or the tables of any database')
    .description(
      'Read the tables of DATABASE_URL, or else those that the MikroORM of the project would make, and write ' +
        'what is needed to fill them: seedbed/structure.json and the types of rows, which are ' +
        'written anew each time, and a configuration, overrides and a test, which are yours from then on. Then try ' +
        'every factory; those rows are rolled back.',
    )
    .option('--name <name>', 'what the domain is called (default: like the database)')
    .option(
      '--leave-out <tables...>',
      'tables that are not to be filled: job, auth.session, or auth.* for all of a schema',
    )
    .option('--no-test', 'write no test for Vitest (default: one, where the project has Vitest)')
    .option('--yes', 'ask nothing on a terminal: take the defaults of what is not given')
    .option('--check', 'write nothing; exit 1 where the database has other tables than structure.json')
    .action(init);
}

async function init(options: InitOptions): Promise<void> {
  const project = projectOf(process.cwd());
  const found = await ormOfProject(project);
  const url = databaseUrl();
  if (url !== undefined)
    return await initFrom(await openSession(url), maskedUrl(url), project, found, options);
  if (!found)
    throw new SeedbedError('no_database', { message: 'Nothing says which database has the tables.' });
  const { path, orm } = found;
  await onTables(
    orm,
    async (client) => await initFrom(client, relative(project, path), project, found, options),
  );
}

/** @param source what has the tables, for people */
async function initFrom(
  client: Client,
  source: string,
  project: string,
  found: FoundOrm | undefined,
  { name, leaveOut = [], check = false, json = false, test, yes = false }: InitOptions,
): Promise<void> {
  const path = join(project, STRUCTURE);
  const structure = await readStructureOn(client, { leaveOut });
  const text = structureText(structure);
  if (check) {
    // Of a file that is not there, or is another one, there is nothing to compare.
    compare(structureText(structureIn(pathToFileURL(path))), text, json);
    return;
  }
  if (structure.tables.length === 0)
    throw new SeedbedError('no_tables', {
      message: `${source} has no table that could be filled.`,
      details: { leftOut: structure.leftOut },
    });
  const called = found ? String(found.orm.config.get('dbName') ?? basename(project)) : await nameOf(client);
  const known = findConfig(project);
  const mayAsk = !yes && !json && known === undefined && canAsk();
  const mayTest = test && isDependency(project, 'vitest');
  const derived = deriveDomain({
    name: name ?? (await nameFor(plainName(called), mayAsk)),
    structure,
    ...(found && { orm: found.orm }),
  });
  const isNew = !existsSync(join(project, 'seedbed/sample.test.ts'));
  const hasTest =
    mayTest && (!mayAsk || !isNew || (await isConfirmed('Write a first test for Vitest?', true)));
  await requireFolderOrNothing(dirname(path));
  replaceFile(path, text);
  const renewed = found ? [STRUCTURE] : [STRUCTURE, TABLES];
  if (!found) replaceFile(join(project, TABLES), tableTypes(structure));
  // With its overrides, where it is there already.
  const own = known === undefined ? undefined : (await domainsOfProject()).find(isDerived);
  const domain = own ?? derived;
  const importPath = await importPathIn(project);
  const files = projectFiles(domain.name, structure, {
    hasTest,
    importPath,
    ...(found && { orm: await placeOf(found, project) }),
  });
  const written = files.filter(
    (file) =>
      (known === undefined || file.path !== 'seedbed.config.ts') &&
      writeNew(join(project, file.path), file.text),
  );
  const tried = await tryFactories(client, domain, { quiet: json });
  if (json) {
    const findings = tried.findings.map(({ name: factory, error }) => ({ factory, message: error.message }));
    const unsolved = structure.unsolved.map(
      ({ table, check: { name: constraint, expression }, problem = null }) => ({
        table,
        check: constraint,
        expression,
        problem,
      }),
    );
    const paths = [...renewed, ...written.map((file) => file.path)];
    printDocument({
      domain: domain.name,
      written: paths,
      unsolved,
      leftOut: [...structure.leftOut, ...structure.elsewhere],
      findings,
    });
    return;
  }
  print(`${counted(structure.tables.length, 'table')} of ${source}\n`);
  for (const one of renewed) print(`  ${one}  written`);
  for (const file of files)
    print(`  ${file.path}  ${written.includes(file) ? 'written' : 'is there, and stays as it is'}`);
  print('');
  printUnsolved(structure);
  printFindings(tried.tried, tried.findings);
  if (known !== undefined && own === undefined)
    printNote(
      `Let ${known.name} have the domain: import { domain } from '${importPath('./seedbed/domain.ts')}'`,
    );
  print(`\nNow: npx seedbed seed ${domain.name}/sample`);
}

/** What the domain is called: the default, or what is answered on a terminal. */
async function nameFor(otherwise: string, mayAsk: boolean): Promise<string> {
  return mayAsk ? plainName(await answerTo('What is the domain called?', otherwise)) : otherwise;
}

/** Where the configuration and the entities of a MikroORM are, as `seedbed/domain.ts` imports them. */
async function placeOf({ orm, path, form, read }: FoundOrm, project: string): Promise<OrmPlace> {
  const entities = new Map<string, string[]>();
  for (const { className, class: entity, path: file, embeddable, abstract } of orm
    .getMetadata()
    .getAll()
    .values()) {
    // Only decorators know; what they know may be an url.
    const place = file && resolve(project, file.replace(/^file:\/+/, '/'));
    if (!place?.startsWith(project + sep) || embeddable || abstract) continue;
    if (Reflect.get(await read(place), className) !== entity) continue;
    const from = fromFolder(project, place);
    entities.set(from, [...(entities.get(from) ?? []), className].sort());
  }
  return { config: fromFolder(project, path), form, entities };
}

/** From `seedbed/`, which is a folder of the project. */
const fromFolder = (project: string, path: string): string =>
  `../${relative(project, path).split(sep).join('/')}`;

function compare(kept: string, found: string, json: boolean): void {
  const isSame = kept === found;
  if (!isSame) exitWith(1);
  if (json) printDocument({ same: isSame });
  else
    print(
      isSame
        ? `${STRUCTURE} is what the database has.`
        : `${STRUCTURE} is not what the database has: npx seedbed init`,
    );
}

/** With the line that a person would add, for each column that no value is known of. */
function printUnsolved(structure: DatabaseStructure): void {
  const names = new Names(structure);
  for (const { table, check, problem } of structure.unsolved) {
    const [column = ''] = check.columns;
    print(
      `No value is known for the check ${shownName(check.name)} of ${shownName(table)}${problem === undefined ? '' : ` (${problem})`}.`,
    );
    print(
      `In seedbed/overrides.ts: ${names.factoryOf(table)}: { ${names.propertyOf(table, column)}: … }, // ${check.expression}\n`,
    );
  }
  if (structure.leftOut.length > 0)
    print(
      `Left out, because they have no partition or nothing tells their rows apart: ${structure.leftOut.map(shownName).join(', ')}.\n`,
    );
  if (structure.elsewhere.length > 0)
    print(
      `Left out, because the role may not use their schema, or their name has a dot: ${structure.elsewhere.map(shownName).join(', ')}.\n`,
    );
}

const isDerived = ({ migrations }: Domain): boolean => migrations === undefined;

/** As a domain is called: lower-case letters, digits and hyphens. */
const plainName = (database: string): string =>
  database
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'own';
